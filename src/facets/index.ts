export { judgeAction } from './rules/action.js'
export { readCall } from './rules/call.js'
export { afterCall, nothingSoFar } from './rules/so-far.js'
