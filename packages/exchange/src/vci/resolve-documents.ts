import { type AuthorizationServerMetadata, Oauth2AuthorizationServer } from '@openid4vc/oauth2'
import {
  type CredentialIssuerMetadata,
  type IssuerMetadataResult,
  Openid4vciIssuer,
  Openid4vciVersion,
} from '@openid4vc/openid4vci'
import { permitLoopbackHttp } from '../secure-url.ts'
import type { IssuerDocuments } from './create-issuer-metadata.ts'
import { serverCallbacks } from './vci-issuer.ts'

/** The issuer's own documents in the shape that the library works with, checked by its schemas. */
export function resolveDocuments(documents: IssuerDocuments): IssuerMetadataResult {
  permitLoopbackHttp()
  const issuer = new Openid4vciIssuer({ callbacks: serverCallbacks })
  const server = new Oauth2AuthorizationServer({ callbacks: serverCallbacks })
  const credentialIssuer = issuer.createCredentialIssuerMetadata(
    documents.credentialIssuer as CredentialIssuerMetadata,
  )
  return {
    originalDraftVersion: Openid4vciVersion.V1,
    credentialIssuer,
    authorizationServers: [
      server.createAuthorizationServerMetadata(documents.authorizationServer as AuthorizationServerMetadata),
    ],
    knownCredentialConfigurations: issuer.getKnownCredentialConfigurationsSupported(credentialIssuer),
  }
}
