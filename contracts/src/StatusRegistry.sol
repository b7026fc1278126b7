// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IdentityControlled} from "./IdentityControlled.sol";
import {IEthereumDIDRegistry} from "./interfaces/IEthereumDIDRegistry.sol";
import {IStatusRegistry} from "./interfaces/IStatusRegistry.sol";

/// @title Anchors of status lists
/// @notice See IStatusRegistry, which says what each function does, emits and refuses.
contract StatusRegistry is IStatusRegistry, IdentityControlled {
    struct Anchor {
        bytes32 hash;
        uint64 epoch;
        uint64 anchoredAt;
    }

    bytes32 private constant ANCHOR_LIST_TYPEHASH =
        keccak256("AnchorList(address identity,bytes32 listId,uint64 epoch,bytes32 hash,uint256 deadline)");

    mapping(address identity => mapping(bytes32 listId => Anchor)) private _anchors;

    constructor(IEthereumDIDRegistry didRegistry_)
        EIP712("Velum StatusRegistry", "1")
        IdentityControlled(didRegistry_)
    {}

    /// @inheritdoc IStatusRegistry
    function anchorList(address identity, bytes32 listId, uint64 epoch, bytes32 hash) external {
        _anchor(msg.sender, identity, listId, epoch, hash);
    }

    /// @inheritdoc IStatusRegistry
    function anchorListSigned(
        address identity,
        bytes32 listId,
        uint64 epoch,
        bytes32 hash,
        uint256 deadline,
        bytes calldata signature
    ) external {
        bytes32 message = keccak256(abi.encode(ANCHOR_LIST_TYPEHASH, identity, listId, epoch, hash, deadline));
        _anchor(_signer(message, deadline, signature), identity, listId, epoch, hash);
    }

    /// @inheritdoc IStatusRegistry
    function list(address identity, bytes32 listId)
        external
        view
        returns (uint64 epoch, bytes32 hash, uint64 anchoredAt)
    {
        Anchor storage anchor = _anchors[identity][listId];
        return (anchor.epoch, anchor.hash, anchor.anchoredAt);
    }

    function _anchor(address actor, address identity, bytes32 listId, uint64 epoch, bytes32 hash) private {
        _requireControl(identity, actor);

        Anchor storage anchor = _anchors[identity][listId];
        if (epoch <= anchor.epoch) revert EpochNotRising(anchor.epoch, epoch);

        anchor.hash = hash;
        anchor.epoch = epoch;
        anchor.anchoredAt = uint64(block.timestamp);
        emit ListAnchored(identity, listId, epoch, hash);
    }
}
