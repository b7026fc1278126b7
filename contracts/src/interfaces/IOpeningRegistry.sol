// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IOpeningAuthorities} from "./IOpeningAuthorities.sol";
import {IOpeningCeremonies} from "./IOpeningCeremonies.sol";
import {IOpeningRequests} from "./IOpeningRequests.sol";

/// @title Opening authorities, how their keys are made, and every opening
/// @notice Three parts, each with a page of its own: authorities, ceremonies, requests. The contract has no owner and
/// cannot be changed.
interface IOpeningRegistry is IOpeningAuthorities, IOpeningCeremonies, IOpeningRequests {}
