export { BindingError, type BindingErrorCode } from './binding-error.ts'
