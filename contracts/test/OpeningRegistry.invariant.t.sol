// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {OpeningRegistry} from "../src/OpeningRegistry.sol";
import {IOpeningAuthorities} from "../src/interfaces/IOpeningAuthorities.sol";
import {EpochSigning} from "./support/EpochSigning.sol";

/// @title Authorities whose trustees sign or do not, for the right epoch or another
contract Trustees is EpochSigning {
    uint256 public constant AUTHORITIES = 2;
    uint256 private constant COUNT = 3;

    OpeningRegistry private immutable registry;
    uint256[COUNT] private keys;
    bytes32[AUTHORITIES] public ids;

    mapping(bytes32 id => uint64) public epochOf;
    mapping(bytes32 id => mapping(uint64 epoch => bytes)) public keyOf;
    uint256 public accepted;
    uint256 public refused;
    string public violation;

    constructor(OpeningRegistry registry_) {
        registry = registry_;
        address[] memory people = new address[](COUNT);
        for (uint256 i = 0; i < COUNT; i++) {
            keys[i] = uint256(keccak256(abi.encode("trustee", i)));
            people[i] = vm.addr(keys[i]);
        }
        IOpeningAuthorities.Rules memory rules = IOpeningAuthorities.Rules(1 days, 1 days, 1, 1 days, 1 days);
        for (uint256 i = 0; i < AUTHORITIES; i++) {
            ids[i] = registry_.registerAuthority(bytes32(i), people, 2, "Oversight", rules);
        }
    }

    /// Each trustee signs (bit i of `absent` is not set) or somebody signs in the trustee's place.
    function publish(uint256 which, uint64 step, bytes32 seed, uint8 absent) external {
        bytes32 id = ids[which % AUTHORITIES];
        // Mostly everybody signs and the epoch is next: otherwise hardly anything would be published.
        absent = absent % 16;
        uint64 next = epochOf[id] + (step % 4 == 0 ? step % 3 : 1);
        Epoch memory epoch = Epoch(id, 0, next, _point(seed), _points(COUNT), seed);
        bytes32 digest = _digest(epoch, block.chainid, address(registry));
        bytes[] memory signatures = new bytes[](COUNT);
        bool everybody = true;
        for (uint256 i = 0; i < COUNT; i++) {
            bool signs = absent > 7 || absent & (1 << i) == 0;
            signatures[i] = _signDigest(signs ? keys[i] : uint256(keccak256(abi.encode(seed, i))), digest);
            everybody = everybody && signs;
        }

        try registry.publishEpoch(id, 0, next, epoch.key, epoch.shares, seed, signatures) {
            if (!everybody) violation = "a key without every trustee's signature";
            if (next != epochOf[id] + 1) violation = "an epoch that did not rise by one";
            epochOf[id] = next;
            keyOf[id][next] = epoch.key;
            accepted++;
        } catch {
            if (everybody && next == epochOf[id] + 1) violation = "a rightful key was refused";
            refused++;
        }
    }
}

/// forge-config: default.invariant.depth = 96
contract OpeningRegistryInvariantTest {
    OpeningRegistry private registry;
    Trustees private trustees;

    function setUp() public {
        registry = new OpeningRegistry();
        trustees = new Trustees(registry);
    }

    /// forge calls the trustees' functions at random, and nothing else.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(trustees);
    }

    function invariant_no_key_without_every_trustees_signature_and_epochs_rise_by_one() external view {
        require(bytes(trustees.violation()).length == 0, trustees.violation());
    }

    function invariant_no_published_key_ever_changes() external view {
        for (uint256 i = 0; i < trustees.AUTHORITIES(); i++) {
            bytes32 id = trustees.ids(i);
            (,, uint64 current,) = registry.authority(id);
            require(current == trustees.epochOf(id), "the current epoch differs from the books");
            for (uint64 epoch = 0; epoch <= current + 1; epoch++) {
                (bytes memory key,,,,,) = registry.epochKey(id, epoch);
                require(keccak256(key) == keccak256(trustees.keyOf(id, epoch)), "a key changed");
            }
        }
    }

    /// Trustees who always agree, or never, prove nothing.
    function afterInvariant() external view {
        require(trustees.accepted() > 0 && trustees.refused() > 0, "both outcomes were not exercised");
    }
}
