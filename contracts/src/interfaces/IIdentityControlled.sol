// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEthereumDIDRegistry} from "./IEthereumDIDRegistry.sol";

/// @title What an identity's owner or delegate does, by transaction or by signature
/// @dev Who may act for an identity is asked of ERC-1056 at the time of the call: its owner, or a delegate that is
/// valid for `DELEGATE_TYPE`. Two properties of ERC-1056 are inherited: a delegate stays valid when the owner
/// changes, and setting the owner to the zero address (which deactivates the DID) leaves the identity's own key in
/// control here. Readers resolve the DID first and refuse a deactivated one.
///
/// Each `…Signed` function takes an EIP-712 signature instead of a transaction of the actor, and anyone may send it.
/// Its domain is {name of the contract, "1", chain id, the contract}; its type is written beside the function. A
/// signature that was never sent can be sent until its deadline, and every one counts once. Malformed signatures
/// revert with the errors of OpenZeppelin's ECDSA.
interface IIdentityControlled {
    /// @notice Neither the owner of the identity nor a valid delegate of it.
    error NotAuthorized(address identity, address actor);

    /// @notice The signature was to be used until `deadline` (seconds since 1970).
    error SignatureExpired(uint256 deadline);

    /// @notice The constructor was given an address without code.
    error NoDidRegistry(address didRegistry);

    /// @notice The ERC-1056 delegate type that may act beside the owner: "veriKey", the one whose holders a did:ethr
    /// document lists under assertionMethod.
    function DELEGATE_TYPE() external view returns (bytes32);

    /// @notice The ERC-1056 registry that is asked who controls an identity.
    function didRegistry() external view returns (IEthereumDIDRegistry);
}
