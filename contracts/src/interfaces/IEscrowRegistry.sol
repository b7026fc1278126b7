// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IIdentityControlled} from "./IIdentityControlled.sol";

/// @title Anchors of sealed identity records
/// @notice An issuer seals one record for each holder and anchors many at once by the root of a Merkle tree, so that
/// it can neither lose a record nor change it unnoticed. The tree's leaf is SHA-256(0x00 ‖ address ‖
/// SHA-256(ciphertext) ‖ issuer's DID ‖ epoch), an inner node SHA-256(0x01 ‖ left ‖ right); the contract never sees
/// either. A ciphertext may be published too: it stays readable for ever, and only who knows the holder's
/// registration point finds its address and opens it.
interface IEscrowRegistry is IIdentityControlled {
    /// @notice The epoch is not above the identity's last one. The first is at least 1.
    error EpochNotRising(uint64 anchored, uint64 offered);

    /// @notice A batch holds at least one record and has a root.
    error EmptyBatch();

    /// @notice A ciphertext has 1 to `MAX_CIPHERTEXT_BYTES` bytes.
    error CiphertextSize(uint256 size);

    /// @notice The identity has published exactly this ciphertext before.
    error AlreadyPublished(address identity, bytes32 ciphertextHash);

    /// @notice A batch of sealed records was anchored.
    event RecordsAnchored(address indexed identity, uint64 indexed epoch, bytes32 root, uint64 count);

    /// @notice A sealed record was published. A later one at the same address is a later version of it, which the
    /// sealed content tells.
    event RecordPublished(address indexed identity, bytes32 indexed recordAddress, bytes ciphertext);

    /// @notice The size of the longest ciphertext that can be published: 8 KiB.
    function MAX_CIPHERTEXT_BYTES() external view returns (uint256);

    /// @notice Anchors a batch, by a transaction of the owner or a delegate.
    /// @param identity The ERC-1056 identity of the issuer that sealed the records.
    /// @param epoch Above the last one; the leaves hold it.
    /// @param root Of the Merkle tree over the batch; not zero.
    /// @param count How many records the batch holds; at least one.
    function anchorRecords(address identity, uint64 epoch, bytes32 root, uint64 count) external;

    /// @notice Anchors a batch, by a signature of the owner or a delegate; anyone may send it.
    /// @dev EIP-712, domain {"Velum EscrowRegistry", "1", chain id, this contract}, type
    /// `AnchorRecords(address identity,uint64 epoch,bytes32 root,uint64 count,uint256 deadline)`. No nonce is needed:
    /// an epoch can be anchored once.
    /// @param deadline The last second (since 1970) in which the signature counts.
    /// @param signature 65 bytes r, s, v.
    function anchorRecordsSigned(
        address identity,
        uint64 epoch,
        bytes32 root,
        uint64 count,
        uint256 deadline,
        bytes calldata signature
    ) external;

    /// @notice Publishes a sealed record, by a transaction of the owner or a delegate.
    /// @param recordAddress What whoever knows the holder's registration point derives from it.
    /// @param ciphertext 1 to 8,192 bytes.
    function publishRecord(address identity, bytes32 recordAddress, bytes calldata ciphertext) external;

    /// @notice Publishes a sealed record, by a signature of the owner or a delegate; anyone may send it.
    /// @dev EIP-712, the same domain, type `PublishRecord(address identity,bytes32 recordAddress,bytes
    /// ciphertext,uint256 deadline)`. No nonce is needed: a ciphertext can be published once.
    function publishRecordSigned(
        address identity,
        bytes32 recordAddress,
        bytes calldata ciphertext,
        uint256 deadline,
        bytes calldata signature
    ) external;

    /// @notice The root of a batch; zero when there is none of this epoch.
    function root(address identity, uint64 epoch) external view returns (bytes32);

    /// @notice The newest batch of an identity; epoch 0 when there is none.
    /// @return epoch Rises strictly from batch to batch.
    /// @return anchoredAt When (seconds since 1970, the block's time).
    function newest(address identity) external view returns (uint64 epoch, uint64 anchoredAt);

    /// @notice Whether the identity has published the ciphertext with this SHA-256.
    function isPublished(address identity, bytes32 ciphertextHash) external view returns (bool);
}
