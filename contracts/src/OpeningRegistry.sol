// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IOpeningRegistry} from "./interfaces/IOpeningRegistry.sol";
import {OpeningCeremonies} from "./OpeningCeremonies.sol";
import {OpeningRequests} from "./OpeningRequests.sol";

/// @title Opening authorities, how their keys are made, and every opening
/// @notice See IOpeningRegistry, whose parts say what each function does, emits and refuses.
contract OpeningRegistry is OpeningCeremonies, OpeningRequests, IOpeningRegistry {
    constructor() EIP712("Velum OpeningRegistry", "1") {}
}
