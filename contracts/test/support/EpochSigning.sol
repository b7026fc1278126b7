// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {TypedDataSigning} from "./TypedDataSigning.sol";

/// @title Keys of epochs and the trustees' signatures
abstract contract EpochSigning is TypedDataSigning {
    struct Epoch {
        bytes32 id;
        /// 0: made outside a ceremony.
        uint64 ceremony;
        uint64 epoch;
        bytes key;
        bytes shares;
        bytes32 dkgHash;
    }

    function _digest(Epoch memory epoch, uint256 chainId, address verifyingContract) internal pure returns (bytes32) {
        bytes32 message = keccak256(
            abi.encode(
                keccak256(
                    "EpochKey(bytes32 authority,uint64 ceremony,uint64 epoch,bytes32 keyHash,bytes32 sharesHash,bytes32 dkgHash)"
                ),
                epoch.id,
                epoch.ceremony,
                epoch.epoch,
                keccak256(epoch.key),
                keccak256(epoch.shares),
                epoch.dkgHash
            )
        );
        return _typedDigest("Velum OpeningRegistry", chainId, verifyingContract, message);
    }

    /// 48 bytes that have the flags of a compressed point.
    function _point(bytes32 seed) internal pure returns (bytes memory) {
        return abi.encodePacked(bytes1(0xa0), bytes15(keccak256(abi.encode(seed))), seed);
    }

    function _points(uint256 count) internal pure returns (bytes memory points) {
        for (uint256 i = 0; i < count; i++) {
            points = abi.encodePacked(points, _point(bytes32(i)));
        }
    }
}
