// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEthereumDIDRegistry} from "../../src/interfaces/IEthereumDIDRegistry.sol";
import {StatusRegistry} from "../../src/StatusRegistry.sol";
import {AnchorSigning} from "./AnchorSigning.sol";

/// @dev The functions of ERC-1056 by which an identity is managed.
interface IManagedDIDRegistry is IEthereumDIDRegistry {
    function addDelegate(address identity, bytes32 delegateType, address delegate, uint256 validity) external;
    function changeOwner(address identity, address newOwner) external;
    function revokeDelegate(address identity, bytes32 delegateType, address delegate) external;
}

/// @title A StatusRegistry beside the published ERC-1056 contract
abstract contract RegistryTest is AnchorSigning {
    string private constant ERC_1056_ARTIFACT =
        "./node_modules/ethr-did-registry/artifacts/contracts/EthereumDIDRegistry.sol/EthereumDIDRegistry.json";

    IManagedDIDRegistry internal didRegistry;
    StatusRegistry internal registry;

    error CreationFailed();

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        didRegistry = IManagedDIDRegistry(_create(vm.parseJsonBytes(vm.readFile(ERC_1056_ARTIFACT), ".bytecode")));
        registry = new StatusRegistry(didRegistry);
    }

    function _create(bytes memory bytecode) private returns (address created) {
        assembly ("memory-safe") {
            created := create(0, add(bytecode, 32), mload(bytecode))
        }
        if (created == address(0)) revert CreationFailed();
    }
}
