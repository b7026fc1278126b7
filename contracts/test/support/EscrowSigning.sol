// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {TypedDataSigning} from "./TypedDataSigning.sol";

/// @title Batches and published records, and their signatures
abstract contract EscrowSigning is TypedDataSigning {
    struct Batch {
        address identity;
        uint64 epoch;
        bytes32 root;
        uint64 count;
        uint256 deadline;
    }

    struct Publication {
        address identity;
        bytes32 recordAddress;
        bytes ciphertext;
        uint256 deadline;
    }

    function _digest(Batch memory batch, uint256 chainId, address verifyingContract) internal pure returns (bytes32) {
        bytes32 message = keccak256(
            abi.encode(
                keccak256("AnchorRecords(address identity,uint64 epoch,bytes32 root,uint64 count,uint256 deadline)"),
                batch.identity,
                batch.epoch,
                batch.root,
                batch.count,
                batch.deadline
            )
        );
        return _typedDigest("Velum EscrowRegistry", chainId, verifyingContract, message);
    }

    function _digest(Publication memory publication, uint256 chainId, address verifyingContract)
        internal
        pure
        returns (bytes32)
    {
        bytes32 message = keccak256(
            abi.encode(
                keccak256("PublishRecord(address identity,bytes32 recordAddress,bytes ciphertext,uint256 deadline)"),
                publication.identity,
                publication.recordAddress,
                keccak256(publication.ciphertext),
                publication.deadline
            )
        );
        return _typedDigest("Velum EscrowRegistry", chainId, verifyingContract, message);
    }
}
