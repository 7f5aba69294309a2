import type { Json } from '../values.js'
