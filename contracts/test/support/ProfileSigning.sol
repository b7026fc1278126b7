// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {TypedDataSigning} from "./TypedDataSigning.sol";

/// @title Profiles of templates and their signatures
abstract contract ProfileSigning is TypedDataSigning {
    struct Publication {
        address identity;
        bytes32 templateHash;
        uint64 version;
        bytes profile;
        uint256 deadline;
    }

    function _digest(Publication memory publication, uint256 chainId, address verifyingContract)
        internal
        pure
        returns (bytes32)
    {
        bytes32 message = keccak256(
            abi.encode(
                keccak256(
                    "PublishTemplate(address identity,bytes32 templateHash,uint64 version,bytes profile,uint256 deadline)"
                ),
                publication.identity,
                publication.templateHash,
                publication.version,
                keccak256(publication.profile),
                publication.deadline
            )
        );
        return _typedDigest("Velum TrustRegistry", chainId, verifyingContract, message);
    }
}
