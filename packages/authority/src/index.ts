export { AuthorityError, type AuthorityErrorCode } from './authority-error.ts'
