/// <reference path="./mattrglobal.d.ts" />
import {
  blsCreateProof,
  blsSign,
  blsVerify,
  blsVerifyProof,
} from '@mattrglobal/bbs-signatures/lib/index.web.js'

// Only to be loaded by `loadBbsPlus`: half a megabyte of WebAssembly comes with it, as text. The library's own entry
// takes a native twin where one happens to be installed; this one is the same everywhere.

export const bbsPlusLibrary = { blsCreateProof, blsSign, blsVerify, blsVerifyProof }
