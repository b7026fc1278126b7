// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEthereumDIDRegistry} from "./IEthereumDIDRegistry.sol";

/// @title Anchors of status lists
/// @notice An issuer publishes each version of a status list somewhere, and here only the SHA-256 of its bytes with
/// a number that rises, the epoch. Whoever reads a list compares it with its anchor, so an issuer can neither show
/// different lists to different people nor go back to an older one.
///
/// Lists are kept per identity: nobody can take a `listId` away from somebody else.
///
/// @dev Who may anchor for an identity is asked of ERC-1056 at the time of the call: its owner, or a delegate that
/// is valid for `ANCHOR_DELEGATE_TYPE`. Two properties of ERC-1056 are inherited: a delegate stays valid when the
/// owner changes, and setting the owner to the zero address (which deactivates the DID) leaves the identity's own
/// key in control here. Readers resolve the DID first and refuse a deactivated one.
interface IStatusRegistry {
    /// @notice Neither the owner of the identity nor a valid delegate of it.
    error NotAuthorized(address identity, address actor);

    /// @notice The epoch is not above the anchored one. The first epoch of a list is at least 1.
    error EpochNotRising(uint64 anchored, uint64 offered);

    /// @notice The signature was to be used until `deadline` (seconds since 1970).
    error SignatureExpired(uint256 deadline);

    /// @notice The constructor was given an address without code.
    error NoDidRegistry(address didRegistry);

    /// @notice A new version of a list was anchored.
    event ListAnchored(address indexed identity, bytes32 indexed listId, uint64 epoch, bytes32 hash);

    /// @notice The ERC-1056 delegate type that may anchor beside the owner: "veriKey", the one whose holders a
    /// did:ethr document lists under assertionMethod.
    function ANCHOR_DELEGATE_TYPE() external view returns (bytes32);

    /// @notice The ERC-1056 registry that is asked who controls an identity.
    function didRegistry() external view returns (IEthereumDIDRegistry);

    /// @notice Anchors a version of a list, by a transaction of the owner or a delegate.
    /// @param identity The ERC-1056 identity whose list it is.
    /// @param listId SHA-256 of the list's URL.
    /// @param epoch Above the anchored one.
    /// @param hash SHA-256 of the list's bytes as served.
    function anchorList(address identity, bytes32 listId, uint64 epoch, bytes32 hash) external;

    /// @notice Anchors a version of a list, by a signature of the owner or a delegate; anyone may send it.
    /// @dev EIP-712, domain {"Velum StatusRegistry", "1", chain id, this contract}, type
    /// `AnchorList(address identity,bytes32 listId,uint64 epoch,bytes32 hash,uint256 deadline)`. No nonce is needed:
    /// an epoch can be anchored once. A signature that was never sent can be sent until its deadline, unless the
    /// epoch has passed it by. Malformed signatures revert with the errors of OpenZeppelin's ECDSA.
    /// @param deadline The last second (since 1970) in which the signature counts.
    /// @param signature 65 bytes r, s, v.
    function anchorListSigned(
        address identity,
        bytes32 listId,
        uint64 epoch,
        bytes32 hash,
        uint256 deadline,
        bytes calldata signature
    ) external;

    /// @notice The newest anchor of a list; epoch 0 when there is none.
    /// @return epoch Rises strictly from anchor to anchor.
    /// @return hash SHA-256 of the list's bytes.
    /// @return anchoredAt When (seconds since 1970, the block's time).
    function list(address identity, bytes32 listId)
        external
        view
        returns (uint64 epoch, bytes32 hash, uint64 anchoredAt);
}
