// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {OpeningRegistry} from "../../src/OpeningRegistry.sol";
import {IOpeningAuthorities} from "../../src/interfaces/IOpeningAuthorities.sol";
import {EpochSigning} from "./EpochSigning.sol";

/// @title An opening registry and five people who can be trustees
abstract contract OpeningWorld is EpochSigning {
    bytes32 internal constant SALT = keccak256("a salt");
    bytes32 internal constant KEY_SEED = keccak256("a key");
    bytes32 internal constant DKG = keccak256("a transcript");
    uint256 internal constant COUNT = 5;
    uint32 internal constant DELAY = 1 days;
    uint32 internal constant LIFETIME = 10 days;
    uint16 internal constant QUOTA = 2;
    uint32 internal constant PERIOD = 30 days;
    uint32 internal constant RETENTION = 365 days;

    OpeningRegistry internal registry;
    uint256[COUNT] internal keys;
    address[] internal trustees;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        registry = new OpeningRegistry();
        for (uint256 i = 0; i < COUNT; i++) {
            keys[i] = uint256(keccak256(abi.encode("trustee", i)));
            trustees.push(vm.addr(keys[i]));
        }
    }

    function _rules() internal pure returns (IOpeningAuthorities.Rules memory) {
        return IOpeningAuthorities.Rules(DELAY, LIFETIME, QUOTA, PERIOD, RETENTION);
    }

    function _register(uint16 threshold) internal returns (bytes32) {
        return registry.registerAuthority(SALT, trustees, threshold, "Harbour Oversight", _rules());
    }

    /// An authority with the key of its first epoch.
    function _appoint(uint16 threshold) internal returns (bytes32 id) {
        id = _register(threshold);
        _publishNext(id, 1);
    }

    function _publishNext(bytes32 id, uint64 number) internal {
        Epoch memory epoch = _epoch(id, number);
        _publish(epoch, _signatures(epoch));
    }

    function _epoch(bytes32 id, uint64 epoch) internal pure returns (Epoch memory) {
        return Epoch(id, 0, epoch, _point(KEY_SEED), _points(COUNT), DKG);
    }

    function _signatures(Epoch memory epoch) internal view returns (bytes[] memory) {
        return _signedByAll(_digest(epoch, block.chainid, address(registry)));
    }

    function _signedByAll(bytes32 digest) internal view returns (bytes[] memory signatures) {
        signatures = new bytes[](COUNT);
        for (uint256 i = 0; i < COUNT; i++) {
            signatures[i] = _signDigest(keys[i], digest);
        }
    }

    function _publish(Epoch memory epoch, bytes[] memory signatures) internal {
        registry.publishEpoch(epoch.id, epoch.ceremony, epoch.epoch, epoch.key, epoch.shares, epoch.dkgHash, signatures);
    }

    /// The first `count` trustees' signatures, as `replaceTrustee` takes them.
    function _signedBy(uint16 count, bytes32 digest)
        internal
        view
        returns (uint16[] memory signers, bytes[] memory signatures)
    {
        signers = new uint16[](count);
        signatures = new bytes[](count);
        for (uint16 i = 0; i < count; i++) {
            signers[i] = i + 1;
            signatures[i] = _signDigest(keys[i], digest);
        }
    }

    function _replacementDigest(bytes32 id, uint16 index, address replacement, uint64 nonce)
        internal
        view
        returns (bytes32)
    {
        bytes32 message = keccak256(
            abi.encode(
                keccak256("Replacement(bytes32 authority,uint16 index,address replacement,uint64 nonce)"),
                id,
                index,
                replacement,
                nonce
            )
        );
        return _typedDigest("Velum OpeningRegistry", block.chainid, address(registry), message);
    }

    function _as(uint256 index) internal {
        vm.prank(trustees[index - 1]);
    }

    function _assertTrue(bool condition) internal pure {
        require(condition, "assertion failed");
    }
}
