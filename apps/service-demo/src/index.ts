export { ServiceDemoError, type ServiceDemoErrorCode } from './service-demo-error.ts'
export { type ServiceDemo, type ServiceDemoOptions, startServiceDemo } from './start-service-demo.ts'
