// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IIdentityControlled} from "./IIdentityControlled.sol";

/// @title Anchors of status lists
/// @notice An issuer publishes each version of a status list somewhere, and here only the SHA-256 of its bytes with
/// a number that rises, the epoch. Whoever reads a list compares it with its anchor, so an issuer can neither show
/// different lists to different people nor go back to an older one.
///
/// Lists are kept per identity: nobody can take a `listId` away from somebody else.
interface IStatusRegistry is IIdentityControlled {
    /// @notice The epoch is not above the anchored one. The first epoch of a list is at least 1.
    error EpochNotRising(uint64 anchored, uint64 offered);

    /// @notice A new version of a list was anchored.
    event ListAnchored(address indexed identity, bytes32 indexed listId, uint64 epoch, bytes32 hash);

    /// @notice Anchors a version of a list, by a transaction of the owner or a delegate.
    /// @param identity The ERC-1056 identity whose list it is.
    /// @param listId SHA-256 of the list's URL.
    /// @param epoch Above the anchored one.
    /// @param hash SHA-256 of the list's bytes as served.
    function anchorList(address identity, bytes32 listId, uint64 epoch, bytes32 hash) external;

    /// @notice Anchors a version of a list, by a signature of the owner or a delegate; anyone may send it.
    /// @dev EIP-712, domain {"Velum StatusRegistry", "1", chain id, this contract}, type
    /// `AnchorList(address identity,bytes32 listId,uint64 epoch,bytes32 hash,uint256 deadline)`. No nonce is needed:
    /// an epoch can be anchored once, and a signature that it has passed by is void.
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
