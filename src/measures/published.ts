/** The study whose figures stand beside ours, as a quiet reference. */
export const STUDY = 'Measuring AI agent autonomy in practice (18 Feb 2026)'
