export { type Binding, decodeBinding, encodeBinding } from './binding.ts'
export { BindingError, type BindingErrorCode } from './binding-error.ts'
export {
  type BindingParameters,
  bindingHeader,
  type NumberRange,
} from './binding-parameters.ts'
export { createHolderSecrets, type HolderSecrets } from './holder-secrets.ts'
