// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title The part of ERC-1056 that Velum's contracts ask
/// @dev The deployed contract is the published `ethr-did-registry` 1.3.0.
interface IEthereumDIDRegistry {
    /// @notice The address that controls `identity`: the last one it was handed to, or itself.
    /// @dev After an owner was set to the zero address this is `identity` again.
    function identityOwner(address identity) external view returns (address);

    /// @notice Whether `delegate` currently is a delegate of `identity` for `delegateType`.
    function validDelegate(address identity, bytes32 delegateType, address delegate) external view returns (bool);
}
