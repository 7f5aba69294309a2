export { isOwnHost, securityHeaders } from './security.js'
export { listen, type Served, type ServeOptions, serve } from './serve.js'
