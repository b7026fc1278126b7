// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IEthereumDIDRegistry} from "./interfaces/IEthereumDIDRegistry.sol";
import {IIdentityControlled} from "./interfaces/IIdentityControlled.sol";

/// @title The one place where it is decided who acts for an identity
/// @notice See IIdentityControlled. The contract that inherits gives EIP712 its name.
abstract contract IdentityControlled is IIdentityControlled, EIP712 {
    /// @inheritdoc IIdentityControlled
    bytes32 public constant DELEGATE_TYPE = "veriKey";

    /// @inheritdoc IIdentityControlled
    IEthereumDIDRegistry public immutable didRegistry;

    constructor(IEthereumDIDRegistry didRegistry_) {
        if (address(didRegistry_).code.length == 0) revert NoDidRegistry(address(didRegistry_));
        didRegistry = didRegistry_;
    }

    /// @dev Reverts unless `actor` may act for `identity` now.
    function _requireControl(address identity, address actor) internal view {
        if (didRegistry.identityOwner(identity) == actor) return;
        if (didRegistry.validDelegate(identity, DELEGATE_TYPE, actor)) return;
        revert NotAuthorized(identity, actor);
    }

    /// @dev Who signed `structHash` under this contract's domain. Reverts after the deadline, which `structHash` has
    /// to cover. Another message recovers to another address, which controls nothing.
    function _signer(bytes32 structHash, uint256 deadline, bytes calldata signature) internal view returns (address) {
        if (block.timestamp > deadline) revert SignatureExpired(deadline);
        return ECDSA.recover(_hashTypedDataV4(structHash), signature);
    }
}
