import type { TopicWords } from './topic.js'
import { OF_ELSEWHERE } from './topics-elsewhere.js'
import { OF_SOFTWARE } from './topics-software.js'

/** All topics, in the order in which they take turns. */
export const TOPIC_WORDS: readonly TopicWords[] = [...OF_SOFTWARE, ...OF_ELSEWHERE]
