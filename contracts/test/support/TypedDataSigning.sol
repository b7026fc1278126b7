// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Vm} from "./Vm.sol";

/// @title EIP-712 signatures, as somebody outside makes them
/// @dev Spelt out from the standard and the interfaces' documentation, not from the contracts' code.
abstract contract TypedDataSigning {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    function _typedDigest(string memory name, uint256 chainId, address verifyingContract, bytes32 message)
        internal
        pure
        returns (bytes32)
    {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256(bytes(name)),
                keccak256("1"),
                chainId,
                verifyingContract
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domain, message));
    }

    function _signDigest(uint256 secretKey, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(secretKey, digest);
        return abi.encodePacked(r, s, v);
    }
}
