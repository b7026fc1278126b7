export {
  type IssuerService,
  type IssuerServiceOptions,
  type ServiceOffer,
  startIssuerService,
} from './start-issuer-service.ts'
