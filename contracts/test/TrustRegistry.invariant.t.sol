// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {TrustRegistry} from "../src/TrustRegistry.sol";
import {IManagedDIDRegistry, RegistryTest} from "./support/RegistryTest.sol";
import {TypedDataSigning} from "./support/TypedDataSigning.sol";

/// @title Accreditors, issuers and strangers who do anything in any order
/// @dev Keeps its own books and asks the contract under test for nothing.
contract Society is TypedDataSigning {
    uint256 public constant SIZE = 3;
    bytes32 public constant TEMPLATE = "template";
    bytes32 public constant ACCREDITOR_ROLE = keccak256("ACCREDITOR_ROLE");

    TrustRegistry private immutable registry;
    IManagedDIDRegistry private immutable didRegistry;
    address private immutable admin;
    address[SIZE] public people;
    mapping(address person => bool) private isAccreditor;
    mapping(address identity => address) private ownerOf;

    mapping(address identity => uint64) public accreditedUntil;
    mapping(address identity => bytes[]) public profilesOf;
    uint256 public accepted;
    uint256 public refused;
    string public violation;

    constructor(TrustRegistry registry_, IManagedDIDRegistry didRegistry_, address admin_) {
        registry = registry_;
        didRegistry = didRegistry_;
        admin = admin_;
        for (uint256 i = 0; i < SIZE; i++) {
            people[i] = vm.addr(uint256(keccak256(abi.encode("member", i))));
            ownerOf[people[i]] = people[i];
        }
    }

    function accredit(uint256 actor, uint256 identity, uint32 term) external {
        address subject = _person(identity);
        uint64 until = uint64(block.timestamp) + term % 100_000;
        bytes memory call = abi.encodeCall(registry.accreditIssuer, (subject, until, "name"));
        if (_try(_person(actor), call, isAccreditor[_person(actor)])) accreditedUntil[subject] = until;
    }

    function withdraw(uint256 actor, uint256 identity) external {
        address subject = _person(identity);
        bool rightful = isAccreditor[_person(actor)] && accreditedUntil[subject] != 0;
        if (_try(_person(actor), abi.encodeCall(registry.withdrawIssuer, (subject)), rightful)) {
            accreditedUntil[subject] = 0;
        }
    }

    function publish(uint256 actor, uint256 identity, uint8 content) external {
        address subject = _person(identity);
        bytes memory profile = abi.encodePacked("profile", content % 4);
        bytes memory call = abi.encodeCall(registry.publishTemplate, (subject, TEMPLATE, profile));
        if (_try(_person(actor), call, ownerOf[subject] == _person(actor))) profilesOf[subject].push(profile);
    }

    function grant(uint256 person) external {
        vm.prank(admin);
        registry.grantRole(ACCREDITOR_ROLE, _person(person));
        isAccreditor[_person(person)] = true;
    }

    function revoke(uint256 person) external {
        vm.prank(admin);
        registry.revokeRole(ACCREDITOR_ROLE, _person(person));
        isAccreditor[_person(person)] = false;
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

    function publicationsOf(address identity) external view returns (uint256) {
        return profilesOf[identity].length;
    }

    function _try(address sender, bytes memory call, bool rightful) private returns (bool taken) {
        vm.prank(sender);
        (taken,) = address(registry).call(call);
        if (taken && !rightful) violation = "taken against the books";
        if (!taken && rightful) violation = "refused against the books";
        if (taken) accepted++;
        else refused++;
    }

    function _person(uint256 index) private view returns (address) {
        return people[index % SIZE];
    }
}

contract TrustRegistryInvariantTest is RegistryTest {
    TrustRegistry private registry;
    Society private society;

    function setUp() public override {
        super.setUp();
        registry = new TrustRegistry(didRegistry, address(0xACC));
        society = new Society(registry, didRegistry, address(0xACC));
    }

    /// forge calls the society's functions at random, and nothing else.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(society);
    }

    function invariant_only_accreditors_accredit_and_only_owners_publish() external view {
        require(bytes(society.violation()).length == 0, society.violation());
    }

    function invariant_an_issuer_is_accredited_exactly_while_it_should_be() external view {
        for (uint256 i = 0; i < society.SIZE(); i++) {
            address identity = society.people(i);
            uint64 until = society.accreditedUntil(identity);
            (uint64 actual,,) = registry.issuer(identity);
            require(actual == (until >= block.timestamp ? until : 0), "the accreditation differs from the books");
        }
    }

    function invariant_published_profiles_never_vanish_and_versions_rise_by_one() external view {
        for (uint256 i = 0; i < society.SIZE(); i++) {
            address identity = society.people(i);
            uint256 count = society.publicationsOf(identity);
            (uint64 version, bytes32 current) = registry.template(identity, society.TEMPLATE());
            require(version == count, "the version is not the number of publications");
            for (uint256 j = 0; j < count; j++) {
                bytes32 profileHash = sha256(society.profilesOf(identity, j));
                require(registry.isPublished(identity, profileHash), "a profile vanished");
                if (j + 1 == count) require(current == profileHash, "not the profile published last");
            }
        }
    }

    /// A society that never succeeds, or never fails, proves nothing.
    function afterInvariant() external view {
        require(society.accepted() > 0 && society.refused() > 0, "both outcomes were not exercised");
    }
}
