// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {EscrowRegistry} from "../src/EscrowRegistry.sol";
import {EscrowSigning} from "./support/EscrowSigning.sol";
import {IManagedDIDRegistry, RegistryTest} from "./support/RegistryTest.sol";

/// @title Issuers, their successors and strangers who anchor and publish in any order
/// @dev Keeps its own books: who controls whom is tracked here and never asked of the contracts under test.
contract Issuers is EscrowSigning {
    uint256 public constant SIZE = 3;

    EscrowRegistry private immutable registry;
    IManagedDIDRegistry private immutable didRegistry;
    uint256[SIZE] private keys;
    address[SIZE] public people;
    mapping(address identity => address) private ownerOf;

    mapping(address identity => uint64[]) public epochsOf;
    mapping(address identity => mapping(uint64 epoch => bytes32)) public rootOf;
    mapping(address identity => bytes32[]) public publishedBy;
    mapping(address identity => mapping(bytes32 hash => bool)) private isPublished;
    uint256 public accepted;
    uint256 public refused;
    string public violation;

    constructor(EscrowRegistry registry_, IManagedDIDRegistry didRegistry_) {
        registry = registry_;
        didRegistry = didRegistry_;
        for (uint256 i = 0; i < SIZE; i++) {
            keys[i] = uint256(keccak256(abi.encode("issuer", i)));
            people[i] = vm.addr(keys[i]);
            ownerOf[people[i]] = people[i];
        }
    }

    function anchor(uint256 actor, uint256 identity, uint64 epoch, bytes32 root, bool signed) external {
        address subject = _person(identity);
        epoch = _newest(subject) + epoch % 3;
        if (root == 0) root = "root";
        Batch memory batch = Batch(subject, epoch, root, 1, block.timestamp);
        bytes memory signature = _signDigest(keys[actor % SIZE], _digest(batch, block.chainid, address(registry)));
        bool rightful = ownerOf[subject] == _person(actor) && epoch > _newest(subject);

        bytes memory call = signed
            ? abi.encodeCall(registry.anchorRecordsSigned, (subject, epoch, root, 1, block.timestamp, signature))
            : abi.encodeCall(registry.anchorRecords, (subject, epoch, root, 1));
        if (_try(signed ? address(this) : _person(actor), call, rightful)) {
            epochsOf[subject].push(epoch);
            rootOf[subject][epoch] = root;
        }
    }

    function publish(uint256 actor, uint256 identity, uint8 content, bool signed) external {
        address subject = _person(identity);
        bytes memory ciphertext = abi.encodePacked(content % 8);
        Publication memory publication = Publication(subject, "address", ciphertext, block.timestamp);
        bytes memory signature = _signDigest(keys[actor % SIZE], _digest(publication, block.chainid, address(registry)));
        bool rightful = ownerOf[subject] == _person(actor) && !isPublished[subject][sha256(ciphertext)];

        bytes memory call = signed
            ? abi.encodeCall(registry.publishRecordSigned, (subject, "address", ciphertext, block.timestamp, signature))
            : abi.encodeCall(registry.publishRecord, (subject, "address", ciphertext));
        if (_try(signed ? address(this) : _person(actor), call, rightful)) {
            isPublished[subject][sha256(ciphertext)] = true;
            publishedBy[subject].push(sha256(ciphertext));
        }
    }

    function changeOwner(uint256 identity, uint256 newOwner) external {
        address subject = _person(identity);
        vm.prank(ownerOf[subject]);
        didRegistry.changeOwner(subject, _person(newOwner));
        ownerOf[subject] = _person(newOwner);
    }

    function batchesOf(address identity) external view returns (uint256) {
        return epochsOf[identity].length;
    }

    function publicationsOf(address identity) external view returns (uint256) {
        return publishedBy[identity].length;
    }

    function _try(address sender, bytes memory call, bool rightful) private returns (bool taken) {
        vm.prank(sender);
        (taken,) = address(registry).call(call);
        if (taken && !rightful) violation = "taken against the books";
        if (!taken && rightful) violation = "refused against the books";
        if (taken) accepted++;
        else refused++;
    }

    function _newest(address identity) private view returns (uint64) {
        uint256 count = epochsOf[identity].length;
        return count == 0 ? 0 : epochsOf[identity][count - 1];
    }

    function _person(uint256 index) private view returns (address) {
        return people[index % SIZE];
    }
}

/// forge-config: default.invariant.depth = 128
contract EscrowRegistryInvariantTest is RegistryTest {
    EscrowRegistry private registry;
    Issuers private issuers;

    function setUp() public override {
        super.setUp();
        registry = new EscrowRegistry(didRegistry);
        issuers = new Issuers(registry, didRegistry);
    }

    /// forge calls the issuers' functions at random, and nothing else.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(issuers);
    }

    function invariant_only_owners_anchor_and_publish_and_epochs_rise() external view {
        require(bytes(issuers.violation()).length == 0, issuers.violation());
    }

    function invariant_no_batch_and_no_published_record_ever_changes() external view {
        for (uint256 i = 0; i < issuers.SIZE(); i++) {
            address identity = issuers.people(i);
            uint256 count = issuers.batchesOf(identity);
            for (uint256 j = 0; j < count; j++) {
                uint64 epoch = issuers.epochsOf(identity, j);
                require(registry.root(identity, epoch) == issuers.rootOf(identity, epoch), "a root changed");
            }
            (uint64 newest,) = registry.newest(identity);
            require(newest == (count == 0 ? 0 : issuers.epochsOf(identity, count - 1)), "not the newest epoch");
            for (uint256 j = 0; j < issuers.publicationsOf(identity); j++) {
                require(registry.isPublished(identity, issuers.publishedBy(identity, j)), "a record vanished");
            }
        }
    }

    /// A crowd that never succeeds, or never fails, proves nothing.
    function afterInvariant() external view {
        require(issuers.accepted() > 0 && issuers.refused() > 0, "both outcomes were not exercised");
    }
}
