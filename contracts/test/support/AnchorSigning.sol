// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Vm} from "./Vm.sol";

/// @title Anchors and their signatures, as somebody outside makes them
abstract contract AnchorSigning {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    struct Anchor {
        address identity;
        bytes32 listId;
        uint64 epoch;
        bytes32 hash;
        uint256 deadline;
    }

    /// @dev Spelt out from EIP-712 and the interface's documentation, not from the contract's code.
    function _digest(Anchor memory anchor, uint256 chainId, address verifyingContract) internal pure returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Velum StatusRegistry"),
                keccak256("1"),
                chainId,
                verifyingContract
            )
        );
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
        return keccak256(abi.encodePacked(hex"1901", domain, message));
    }

    function _signDigest(uint256 secretKey, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(secretKey, digest);
        return abi.encodePacked(r, s, v);
    }
}
