export { ServiceDemoError, type ServiceDemoErrorCode } from './service-demo-error.ts'
export {
  type ServiceDemo,
  type ServiceDemoOptions,
  type ServiceId,
  startServiceDemo,
} from './start-service-demo.ts'
