// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEthereumDIDRegistry} from "../../src/interfaces/IEthereumDIDRegistry.sol";
import {TypedDataSigning} from "./TypedDataSigning.sol";

/// @dev The functions of ERC-1056 by which an identity is managed.
interface IManagedDIDRegistry is IEthereumDIDRegistry {
    function addDelegate(address identity, bytes32 delegateType, address delegate, uint256 validity) external;
    function changeOwner(address identity, address newOwner) external;
    function revokeDelegate(address identity, bytes32 delegateType, address delegate) external;
}

/// @title The published ERC-1056 contract, an identity with a delegate, and a stranger
abstract contract RegistryTest is TypedDataSigning {
    string private constant ERC_1056_ARTIFACT =
        "./node_modules/ethr-did-registry/artifacts/contracts/EthereumDIDRegistry.sol/EthereumDIDRegistry.json";

    uint256 internal constant OWNER_KEY = 0xA11CE;
    uint256 internal constant DELEGATE_KEY = 0xDE1E;
    uint256 internal constant STRANGER_KEY = 0xBAD;
    bytes32 internal constant VERI_KEY = "veriKey";

    address internal owner;
    address internal delegate;
    address internal stranger;

    IManagedDIDRegistry internal didRegistry;

    error CreationFailed();

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        didRegistry = IManagedDIDRegistry(_create(vm.parseJsonBytes(vm.readFile(ERC_1056_ARTIFACT), ".bytecode")));
        owner = vm.addr(OWNER_KEY);
        delegate = vm.addr(DELEGATE_KEY);
        stranger = vm.addr(STRANGER_KEY);
    }

    function _addDelegate(bytes32 delegateType, uint256 validity) internal {
        vm.prank(owner);
        didRegistry.addDelegate(owner, delegateType, delegate, validity);
    }

    /// @dev That `call` reverts with the error of this selector, whatever the error holds.
    function _assertRefused(address target, bytes memory call, bytes4 selector) internal {
        (bool accepted, bytes memory reason) = target.call(call);
        // forge-lint: disable-next-line(unsafe-typecast): the first four bytes are the selector.
        require(!accepted && bytes4(reason) == selector, "not refused with this error");
    }

    function _assertTrue(bool condition) internal pure {
        require(condition, "assertion failed");
    }

    function _create(bytes memory bytecode) private returns (address created) {
        assembly ("memory-safe") {
            created := create(0, add(bytecode, 32), mload(bytecode))
        }
        if (created == address(0)) revert CreationFailed();
    }
}
