// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {TypedDataSigning} from "./TypedDataSigning.sol";

/// @title Anchors of lists and their signatures
abstract contract AnchorSigning is TypedDataSigning {
    struct Anchor {
        address identity;
        bytes32 listId;
        uint64 epoch;
        bytes32 hash;
        uint256 deadline;
    }

    function _digest(Anchor memory anchor, uint256 chainId, address verifyingContract) internal pure returns (bytes32) {
        bytes32 message = keccak256(
            abi.encode(
                keccak256("AnchorList(address identity,bytes32 listId,uint64 epoch,bytes32 hash,uint256 deadline)"),
                anchor.identity,
                anchor.listId,
                anchor.epoch,
                anchor.hash,
                anchor.deadline
            )
        );
        return _typedDigest("Velum StatusRegistry", chainId, verifyingContract, message);
    }
}
