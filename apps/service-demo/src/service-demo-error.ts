export type ServiceDemoErrorCode = 'config-invalid' | 'port-taken' | 'key-file-invalid'

/** Thrown when the service cannot start; the message says what to do. */
export class ServiceDemoError extends Error {
  override readonly name = 'ServiceDemoError'
  readonly code: ServiceDemoErrorCode

  constructor(code: ServiceDemoErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
