// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IdentityControlled} from "./IdentityControlled.sol";
import {IEscrowRegistry} from "./interfaces/IEscrowRegistry.sol";
import {IEthereumDIDRegistry} from "./interfaces/IEthereumDIDRegistry.sol";

/// @title Anchors of sealed identity records
/// @notice See IEscrowRegistry, which says what each function does, emits and refuses.
contract EscrowRegistry is IEscrowRegistry, IdentityControlled {
    struct Newest {
        uint64 epoch;
        uint64 anchoredAt;
    }

    bytes32 private constant ANCHOR_RECORDS_TYPEHASH =
        keccak256("AnchorRecords(address identity,uint64 epoch,bytes32 root,uint64 count,uint256 deadline)");
    bytes32 private constant PUBLISH_RECORD_TYPEHASH =
        keccak256("PublishRecord(address identity,bytes32 recordAddress,bytes ciphertext,uint256 deadline)");

    /// @inheritdoc IEscrowRegistry
    uint256 public constant MAX_CIPHERTEXT_BYTES = 8192;

    /// @inheritdoc IEscrowRegistry
    mapping(address identity => Newest) public newest;

    /// @inheritdoc IEscrowRegistry
    mapping(address identity => mapping(uint64 epoch => bytes32)) public root;

    /// @inheritdoc IEscrowRegistry
    mapping(address identity => mapping(bytes32 ciphertextHash => bool)) public isPublished;

    constructor(IEthereumDIDRegistry didRegistry_)
        EIP712("Velum EscrowRegistry", "1")
        IdentityControlled(didRegistry_)
    {}

    /// @inheritdoc IEscrowRegistry
    function anchorRecords(address identity, uint64 epoch, bytes32 root_, uint64 count) external {
        _anchor(msg.sender, identity, epoch, root_, count);
    }

    /// @inheritdoc IEscrowRegistry
    function anchorRecordsSigned(
        address identity,
        uint64 epoch,
        bytes32 root_,
        uint64 count,
        uint256 deadline,
        bytes calldata signature
    ) external {
        bytes32 message = keccak256(abi.encode(ANCHOR_RECORDS_TYPEHASH, identity, epoch, root_, count, deadline));
        _anchor(_signer(message, deadline, signature), identity, epoch, root_, count);
    }

    /// @inheritdoc IEscrowRegistry
    function publishRecord(address identity, bytes32 recordAddress, bytes calldata ciphertext) external {
        _publish(msg.sender, identity, recordAddress, ciphertext);
    }

    /// @inheritdoc IEscrowRegistry
    function publishRecordSigned(
        address identity,
        bytes32 recordAddress,
        bytes calldata ciphertext,
        uint256 deadline,
        bytes calldata signature
    ) external {
        bytes32 message = keccak256(
            abi.encode(PUBLISH_RECORD_TYPEHASH, identity, recordAddress, keccak256(ciphertext), deadline)
        );
        _publish(_signer(message, deadline, signature), identity, recordAddress, ciphertext);
    }

    function _anchor(address actor, address identity, uint64 epoch, bytes32 root_, uint64 count) private {
        _requireControl(identity, actor);
        if (root_ == 0 || count == 0) revert EmptyBatch();

        Newest storage last = newest[identity];
        if (epoch <= last.epoch) revert EpochNotRising(last.epoch, epoch);

        last.epoch = epoch;
        last.anchoredAt = uint64(block.timestamp);
        // The count is in the event alone: a third word in storage would cost more than all of the call's data.
        root[identity][epoch] = root_;
        emit RecordsAnchored(identity, epoch, root_, count);
    }

    function _publish(address actor, address identity, bytes32 recordAddress, bytes calldata ciphertext) private {
        _requireControl(identity, actor);
        if (ciphertext.length == 0 || ciphertext.length > MAX_CIPHERTEXT_BYTES) {
            revert CiphertextSize(ciphertext.length);
        }
        bytes32 ciphertextHash = sha256(ciphertext);
        if (isPublished[identity][ciphertextHash]) revert AlreadyPublished(identity, ciphertextHash);

        isPublished[identity][ciphertextHash] = true;
        emit RecordPublished(identity, recordAddress, ciphertext);
    }
}
