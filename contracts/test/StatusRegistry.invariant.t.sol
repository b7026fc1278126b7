// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {StatusRegistry} from "../src/StatusRegistry.sol";
import {AnchorSigning} from "./support/AnchorSigning.sol";
import {IManagedDIDRegistry, RegistryTest} from "./support/RegistryTest.sol";

/// @title Identities, delegates and strangers who do anything in any order
/// @dev Keeps its own books: who controls whom is tracked here and never asked of the contracts under test.
contract Crowd is AnchorSigning {
    uint256 public constant SIZE = 4;
    bytes32 public constant LIST = "list";
    bytes32 private constant VERI_KEY = "veriKey";

    StatusRegistry private immutable registry;
    IManagedDIDRegistry private immutable didRegistry;
    uint256[SIZE] private keys;
    address[SIZE] public people;
    mapping(address identity => address) private ownerOf;
    mapping(address identity => mapping(address delegate => uint256 validTo)) private delegateUntil;

    mapping(address identity => uint64) public epochOf;
    mapping(address identity => bytes32) public hashOf;
    uint256 public accepted;
    uint256 public refused;
    /// Set when an anchor was taken or refused against the books.
    string public violation;

    constructor(StatusRegistry registry_, IManagedDIDRegistry didRegistry_) {
        registry = registry_;
        didRegistry = didRegistry_;
        for (uint256 i = 0; i < SIZE; i++) {
            keys[i] = uint256(keccak256(abi.encode("person", i)));
            people[i] = vm.addr(keys[i]);
            ownerOf[people[i]] = people[i];
        }
    }

    function anchor(uint256 actor, uint256 identity, uint64 epoch, bytes32 hash) external {
        (address sender, address subject) = (_person(actor), _person(identity));
        epoch = _near(subject, epoch);
        vm.prank(sender);
        try registry.anchorList(subject, LIST, epoch, hash) {
            _taken(sender, subject, epoch, hash);
        } catch {
            _refused(sender, subject, epoch);
        }
    }

    function anchorSigned(uint256 signer, uint256 identity, uint64 epoch, bytes32 hash) external {
        address subject = _person(identity);
        epoch = _near(subject, epoch);
        Anchor memory message = Anchor(subject, LIST, epoch, hash, block.timestamp);
        bytes32 digest = _digest(message, block.chainid, address(registry));
        bytes memory signature = _signDigest(keys[signer % SIZE], digest);
        try registry.anchorListSigned(subject, LIST, epoch, hash, block.timestamp, signature) {
            _taken(_person(signer), subject, epoch, hash);
        } catch {
            _refused(_person(signer), subject, epoch);
        }
    }

    function addDelegate(uint256 identity, uint256 delegate, uint16 validity) external {
        address subject = _person(identity);
        vm.prank(ownerOf[subject]);
        didRegistry.addDelegate(subject, VERI_KEY, _person(delegate), validity);
        delegateUntil[subject][_person(delegate)] = block.timestamp + validity;
    }

    function revokeDelegate(uint256 identity, uint256 delegate) external {
        address subject = _person(identity);
        vm.prank(ownerOf[subject]);
        didRegistry.revokeDelegate(subject, VERI_KEY, _person(delegate));
        delegateUntil[subject][_person(delegate)] = 0;
    }

    function changeOwner(uint256 identity, uint256 newOwner) external {
        address subject = _person(identity);
        vm.prank(ownerOf[subject]);
        didRegistry.changeOwner(subject, _person(newOwner));
        ownerOf[subject] = _person(newOwner);
    }

    function wait(uint16 time) external {
        vm.warp(block.timestamp + time);
    }

    function _taken(address actor, address identity, uint64 epoch, bytes32 hash) private {
        if (!_entitled(actor, identity)) violation = "anchored by somebody who is not entitled";
        if (epoch <= epochOf[identity]) violation = "the epoch did not rise";
        epochOf[identity] = epoch;
        hashOf[identity] = hash;
        accepted++;
    }

    function _refused(address actor, address identity, uint64 epoch) private {
        if (_entitled(actor, identity) && epoch > epochOf[identity]) violation = "a rightful anchor was refused";
        refused++;
    }

    function _entitled(address actor, address identity) private view returns (bool) {
        return actor == ownerOf[identity] || delegateUntil[identity][actor] > block.timestamp;
    }

    function _person(uint256 index) private view returns (address) {
        return people[index % SIZE];
    }

    /// At the anchored epoch, where the decision is made, or one or two above it.
    function _near(address identity, uint64 epoch) private view returns (uint64) {
        return epochOf[identity] + epoch % 3;
    }
}

contract StatusRegistryInvariantTest is RegistryTest {
    StatusRegistry private registry;
    Crowd private crowd;

    function setUp() public override {
        super.setUp();
        registry = new StatusRegistry(didRegistry);
        crowd = new Crowd(registry, didRegistry);
    }

    /// forge calls the crowd's functions at random, and nothing else.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(crowd);
    }

    function invariant_only_the_owner_or_a_delegate_anchors_and_epochs_rise() external view {
        require(bytes(crowd.violation()).length == 0, crowd.violation());
    }

    function invariant_the_registry_holds_what_was_accepted_last() external view {
        for (uint256 i = 0; i < crowd.SIZE(); i++) {
            address identity = crowd.people(i);
            (uint64 epoch, bytes32 hash, uint64 anchoredAt) = registry.list(identity, crowd.LIST());
            require(epoch == crowd.epochOf(identity) && hash == crowd.hashOf(identity), "the books differ");
            require(anchoredAt <= block.timestamp && (anchoredAt == 0) == (epoch == 0), "the time is wrong");
        }
    }

    /// A crowd that never succeeds, or never fails, proves nothing.
    function afterInvariant() external view {
        require(crowd.accepted() > 0 && crowd.refused() > 0, "the crowd did not exercise both outcomes");
    }
}
