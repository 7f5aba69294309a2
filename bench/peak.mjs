// Loaded into a measured process: says its peak memory, in kilobytes, when it ends.
import { isMainThread } from 'node:worker_threads'

if (isMainThread) process.on('exit', () => process.stderr.write(`peak ${process.resourceUsage().maxRSS}\n`))
