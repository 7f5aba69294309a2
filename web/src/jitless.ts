import { config } from 'zod'

// The page lets no text be run as code, so schemas must not try. Imported before any schema is made.
config({ jitless: true })
