// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {EscrowRegistry} from "../src/EscrowRegistry.sol";
import {IEscrowRegistry} from "../src/interfaces/IEscrowRegistry.sol";
import {IEthereumDIDRegistry} from "../src/interfaces/IEthereumDIDRegistry.sol";
import {IIdentityControlled} from "../src/interfaces/IIdentityControlled.sol";
import {EscrowSigning} from "./support/EscrowSigning.sol";
import {RegistryTest} from "./support/RegistryTest.sol";

contract EscrowRegistryTest is RegistryTest, EscrowSigning {
    bytes32 private constant ROOT = keccak256("a root");
    bytes32 private constant OTHER_ROOT = keccak256("another root");
    bytes32 private constant ADDRESS = keccak256("an address");

    EscrowRegistry private registry;

    function setUp() public override {
        super.setUp();
        registry = new EscrowRegistry(didRegistry);
    }

    // --- batches ------------------------------------------------------------------------------------------------

    function test_an_identity_without_a_batch_has_epoch_zero() public view {
        _assertNewest(owner, 0, 0);
        _assertTrue(registry.root(owner, 1) == 0);
    }

    function test_the_owner_anchors_a_batch() public {
        vm.expectEmit();
        emit IEscrowRegistry.RecordsAnchored(owner, 1, ROOT, 1000);
        _anchorAs(owner, 1, ROOT);
        _assertNewest(owner, 1, block.timestamp);
        _assertTrue(registry.root(owner, 1) == ROOT);
    }

    function test_a_later_batch_leaves_the_earlier_ones_as_they_are() public {
        _anchorAs(owner, 1, ROOT);
        vm.warp(block.timestamp + 1 days);
        _anchorAs(owner, 7, OTHER_ROOT);
        _assertNewest(owner, 7, block.timestamp);
        _assertTrue(registry.root(owner, 1) == ROOT && registry.root(owner, 7) == OTHER_ROOT);
        _assertTrue(registry.root(owner, 2) == 0);
    }

    function test_a_delegate_anchors_until_its_time_is_over() public {
        _addDelegate(VERI_KEY, 1 days);
        _anchorAs(delegate, 1, ROOT);
        vm.warp(block.timestamp + 1 days);
        vm.expectRevert(abi.encodeWithSelector(IIdentityControlled.NotAuthorized.selector, owner, delegate));
        _anchorAs(delegate, 2, ROOT);
    }

    function testFuzz_nobody_else_anchors(address identity, address actor, uint64 epoch) public {
        vm.assume(actor != identity);
        vm.expectRevert(abi.encodeWithSelector(IIdentityControlled.NotAuthorized.selector, identity, actor));
        vm.prank(actor);
        registry.anchorRecords(identity, epoch, ROOT, 1);
    }

    function testFuzz_an_epoch_that_does_not_rise_is_refused(uint64 anchored, uint64 offered) public {
        vm.assume(anchored > 0 && offered <= anchored);
        _anchorAs(owner, anchored, ROOT);
        vm.expectRevert(abi.encodeWithSelector(IEscrowRegistry.EpochNotRising.selector, anchored, offered));
        _anchorAs(owner, offered, OTHER_ROOT);
        _assertTrue(registry.root(owner, anchored) == ROOT);
    }

    function test_epoch_zero_is_refused() public {
        vm.expectRevert(abi.encodeWithSelector(IEscrowRegistry.EpochNotRising.selector, 0, 0));
        _anchorAs(owner, 0, ROOT);
    }

    function test_an_empty_batch_is_refused() public {
        vm.expectRevert(abi.encodeWithSelector(IEscrowRegistry.EmptyBatch.selector));
        _anchorAs(owner, 1, 0);
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(IEscrowRegistry.EmptyBatch.selector));
        registry.anchorRecords(owner, 1, ROOT, 0);
    }

    function testFuzz_anyone_may_send_the_owners_signature(address sender, uint64 epoch, bytes32 root, uint64 count)
        public
    {
        vm.assume(epoch > 0 && root != 0 && count > 0);
        Batch memory batch = Batch(owner, epoch, root, count, block.timestamp);
        bytes memory signature = _sign(OWNER_KEY, batch);
        vm.expectEmit();
        emit IEscrowRegistry.RecordsAnchored(owner, epoch, root, count);
        vm.prank(sender);
        registry.anchorRecordsSigned(owner, epoch, root, count, batch.deadline, signature);
        _assertTrue(registry.root(owner, epoch) == root);
    }

    function test_a_batchs_signature_counts_once_and_until_its_deadline() public {
        Batch memory batch = Batch(owner, 1, ROOT, 9, block.timestamp);
        bytes memory signature = _sign(OWNER_KEY, batch);
        _send(batch, signature);
        vm.expectRevert(abi.encodeWithSelector(IEscrowRegistry.EpochNotRising.selector, 1, 1));
        _send(batch, signature);

        batch.epoch = 2;
        signature = _sign(OWNER_KEY, batch);
        vm.warp(batch.deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IIdentityControlled.SignatureExpired.selector, batch.deadline));
        _send(batch, signature);
    }

    function testFuzz_a_batchs_signature_covers_every_field(uint8 field, uint64 change) public {
        vm.assume(change > 0 && change < type(uint64).max - 2 ** 40);
        Batch memory batch = Batch(owner, 1, ROOT, 9, block.timestamp + 1 hours);
        bytes memory signature = _sign(OWNER_KEY, batch);

        field %= 5;
        if (field == 0) batch.identity = address(uint160(batch.identity) ^ change);
        if (field == 1) batch.epoch += change;
        if (field == 2) batch.root ^= bytes32(uint256(change));
        if (field == 3) batch.count += change;
        if (field == 4) batch.deadline += change;
        _assertRefused(address(registry), _call(batch, signature), IIdentityControlled.NotAuthorized.selector);
    }

    function test_a_batchs_signature_counts_on_one_chain_and_for_one_contract() public {
        Batch memory batch = Batch(owner, 1, ROOT, 9, block.timestamp);
        address other = address(new EscrowRegistry(didRegistry));
        bytes memory forAnother = _signDigest(OWNER_KEY, _digest(batch, block.chainid, other));
        _assertRefused(address(registry), _call(batch, forAnother), IIdentityControlled.NotAuthorized.selector);

        bytes memory forThis = _sign(OWNER_KEY, batch);
        vm.chainId(block.chainid + 1);
        _assertRefused(address(registry), _call(batch, forThis), IIdentityControlled.NotAuthorized.selector);
    }

    /// What a transaction pays beside what the contract does: the fixed part and the call's data.
    function test_a_thousand_records_are_anchored_for_at_most_100_000_gas() public {
        vm.pauseGasMetering();
        bytes32 root = _rootOf(1000);
        bytes[2] memory calls;
        for (uint64 epoch = 1; epoch <= 2; epoch++) {
            Batch memory batch = Batch(owner, epoch, root, 1000, block.timestamp);
            calls[epoch - 1] = _call(batch, _sign(OWNER_KEY, batch));
        }
        vm.resumeGasMetering();
        for (uint256 i = 0; i < 2; i++) {
            uint256 before = gasleft();
            (bool accepted,) = address(registry).call(calls[i]);
            uint256 used = before - gasleft();
            _assertTrue(accepted && used + 21_000 + 16 * calls[i].length <= 100_000);
        }
    }

    // --- published records --------------------------------------------------------------------------------------

    function testFuzz_the_owner_publishes_a_record(bytes calldata ciphertext) public {
        vm.assume(ciphertext.length > 0);
        bytes32 ciphertextHash = sha256(ciphertext);
        _assertTrue(!registry.isPublished(owner, ciphertextHash));
        vm.expectEmit();
        emit IEscrowRegistry.RecordPublished(owner, ADDRESS, ciphertext);
        _publishAs(owner, ciphertext);
        _assertTrue(registry.isPublished(owner, ciphertextHash) && !registry.isPublished(stranger, ciphertextHash));
    }

    function test_a_record_is_published_once() public {
        _publishAs(owner, "sealed");
        bytes memory refusal =
            abi.encodeWithSelector(IEscrowRegistry.AlreadyPublished.selector, owner, sha256("sealed"));
        vm.expectRevert(refusal);
        _publishAs(owner, "sealed");

        Publication memory publication = Publication(owner, ADDRESS, "sealed anew", block.timestamp);
        bytes memory call = _call(publication, _sign(OWNER_KEY, publication));
        (bool accepted,) = address(registry).call(call);
        _assertTrue(accepted);
        _publishAs(owner, "and once more");
        _assertRefused(address(registry), call, IEscrowRegistry.AlreadyPublished.selector);
    }

    function test_the_longest_record_is_published_and_no_longer_one() public {
        uint256 longest = registry.MAX_CIPHERTEXT_BYTES();
        _assertTrue(longest == 8192);
        _publishAs(owner, new bytes(longest));
        vm.expectRevert(abi.encodeWithSelector(IEscrowRegistry.CiphertextSize.selector, longest + 1));
        _publishAs(owner, new bytes(longest + 1));
        vm.expectRevert(abi.encodeWithSelector(IEscrowRegistry.CiphertextSize.selector, 0));
        _publishAs(owner, "");
    }

    function testFuzz_nobody_else_publishes(address identity, address actor) public {
        vm.assume(actor != identity);
        vm.expectRevert(abi.encodeWithSelector(IIdentityControlled.NotAuthorized.selector, identity, actor));
        vm.prank(actor);
        registry.publishRecord(identity, ADDRESS, "sealed");
    }

    function testFuzz_a_records_signature_covers_every_field(uint8 field, uint64 change) public {
        vm.assume(change > 0 && change < type(uint64).max - 2 ** 40);
        Publication memory publication = Publication(owner, ADDRESS, "sealed", block.timestamp + 1 hours);
        bytes memory signature = _sign(OWNER_KEY, publication);

        field %= 4;
        if (field == 0) publication.identity = address(uint160(publication.identity) ^ change);
        if (field == 1) publication.recordAddress ^= bytes32(uint256(change));
        if (field == 2) publication.ciphertext = abi.encodePacked("sealed", change);
        if (field == 3) publication.deadline += change;
        _assertRefused(address(registry), _call(publication, signature), IIdentityControlled.NotAuthorized.selector);
    }

    function test_a_records_signature_counts_until_its_deadline() public {
        Publication memory publication = Publication(owner, ADDRESS, "sealed", block.timestamp);
        bytes memory call = _call(publication, _sign(OWNER_KEY, publication));
        vm.warp(block.timestamp + 1);
        _assertRefused(address(registry), call, IIdentityControlled.SignatureExpired.selector);
    }

    function test_a_registry_without_code_is_refused() public {
        vm.expectRevert(abi.encodeWithSelector(IIdentityControlled.NoDidRegistry.selector, stranger));
        new EscrowRegistry(IEthereumDIDRegistry(stranger));
    }

    // ------------------------------------------------------------------------------------------------------------

    function _anchorAs(address actor, uint64 epoch, bytes32 root) private {
        vm.prank(actor);
        registry.anchorRecords(owner, epoch, root, 1000);
    }

    function _publishAs(address actor, bytes memory ciphertext) private {
        vm.prank(actor);
        registry.publishRecord(owner, ADDRESS, ciphertext);
    }

    function _sign(uint256 secretKey, Batch memory batch) private view returns (bytes memory) {
        return _signDigest(secretKey, _digest(batch, block.chainid, address(registry)));
    }

    function _sign(uint256 secretKey, Publication memory publication) private view returns (bytes memory) {
        return _signDigest(secretKey, _digest(publication, block.chainid, address(registry)));
    }

    function _call(Batch memory b, bytes memory signature) private pure returns (bytes memory) {
        return abi.encodeCall(
            IEscrowRegistry.anchorRecordsSigned, (b.identity, b.epoch, b.root, b.count, b.deadline, signature)
        );
    }

    function _call(Publication memory p, bytes memory signature) private pure returns (bytes memory) {
        return abi.encodeCall(
            IEscrowRegistry.publishRecordSigned, (p.identity, p.recordAddress, p.ciphertext, p.deadline, signature)
        );
    }

    function _send(Batch memory b, bytes memory signature) private {
        registry.anchorRecordsSigned(b.identity, b.epoch, b.root, b.count, b.deadline, signature);
    }

    function _assertNewest(address identity, uint64 epoch, uint256 anchoredAt) private view {
        (uint64 actualEpoch, uint64 actualTime) = registry.newest(identity);
        _assertTrue(actualEpoch == epoch && actualTime == anchoredAt);
    }

    /// A tree as an issuer builds it; an odd node is promoted.
    function _rootOf(uint256 count) private pure returns (bytes32) {
        bytes32[] memory level = new bytes32[](count);
        for (uint256 i = 0; i < count; i++) {
            level[i] = sha256(abi.encodePacked(hex"00", keccak256(abi.encode(i)), keccak256(abi.encode(~i))));
        }
        for (; count > 1; count = (count + 1) / 2) {
            for (uint256 i = 0; i < count / 2; i++) {
                level[i] = sha256(abi.encodePacked(hex"01", level[2 * i], level[2 * i + 1]));
            }
            if (count % 2 == 1) level[count / 2] = level[count - 1];
        }
        return level[0];
    }
}
