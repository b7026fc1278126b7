// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IEthereumDIDRegistry} from "../src/interfaces/IEthereumDIDRegistry.sol";
import {IIdentityControlled} from "../src/interfaces/IIdentityControlled.sol";
import {IStatusRegistry} from "../src/interfaces/IStatusRegistry.sol";
import {StatusRegistry} from "../src/StatusRegistry.sol";
import {AnchorSigning} from "./support/AnchorSigning.sol";
import {RegistryTest} from "./support/RegistryTest.sol";

contract StatusRegistryTest is RegistryTest, AnchorSigning {
    // keccak256, which the compiler works out; sha256 would be a call, and take the place of the one that a cheat
    // code such as expectRevert waits for.
    bytes32 private constant LIST = keccak256("https://issuer.example/status/1");
    bytes32 private constant HASH = keccak256("the bytes of the list");
    bytes32 private constant NEWER_HASH = keccak256("the bytes of a newer list");

    /// The order of secp256k1.
    uint256 private constant N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

    StatusRegistry private registry;

    function setUp() public override {
        super.setUp();
        registry = new StatusRegistry(didRegistry);
    }

    // --- by transaction -----------------------------------------------------------------------------------------

    function test_an_unknown_list_has_epoch_zero() public view {
        _assertAnchor(owner, LIST, 0, 0, 0);
    }

    function test_the_owner_anchors_a_list() public {
        vm.expectEmit();
        emit IStatusRegistry.ListAnchored(owner, LIST, 1, HASH);
        _anchorAs(owner, 1);
        _assertAnchor(owner, LIST, 1, HASH, block.timestamp);
    }

    function test_a_later_epoch_replaces_the_anchor() public {
        _anchorAs(owner, 1);
        vm.warp(block.timestamp + 1 days);
        vm.prank(owner);
        registry.anchorList(owner, LIST, 5, NEWER_HASH);
        _assertAnchor(owner, LIST, 5, NEWER_HASH, block.timestamp);
    }

    function test_a_stranger_is_refused() public {
        vm.expectRevert(abi.encodeWithSelector(IIdentityControlled.NotAuthorized.selector, owner, stranger));
        _anchorAs(stranger, 1);
    }

    function test_the_new_owner_anchors_and_the_old_one_no_longer() public {
        vm.prank(owner);
        didRegistry.changeOwner(owner, stranger);

        vm.expectRevert(abi.encodeWithSelector(IIdentityControlled.NotAuthorized.selector, owner, owner));
        _anchorAs(owner, 1);
        _anchorAs(stranger, 1);
        _assertAnchor(owner, LIST, 1, HASH, block.timestamp);
    }

    function test_a_delegate_anchors_until_its_time_is_over() public {
        _addDelegate(VERI_KEY, 1 days);
        _anchorAs(delegate, 1);

        vm.warp(block.timestamp + 1 days);
        vm.expectRevert(abi.encodeWithSelector(IIdentityControlled.NotAuthorized.selector, owner, delegate));
        _anchorAs(delegate, 2);
    }

    function test_a_revoked_delegate_is_refused() public {
        _addDelegate(VERI_KEY, 1 days);
        vm.prank(owner);
        didRegistry.revokeDelegate(owner, VERI_KEY, delegate);

        vm.expectRevert(abi.encodeWithSelector(IIdentityControlled.NotAuthorized.selector, owner, delegate));
        _anchorAs(delegate, 1);
    }

    function testFuzz_a_delegate_of_another_type_is_refused(bytes32 delegateType) public {
        vm.assume(delegateType != VERI_KEY);
        _addDelegate(delegateType, 1 days);

        vm.expectRevert(abi.encodeWithSelector(IIdentityControlled.NotAuthorized.selector, owner, delegate));
        _anchorAs(delegate, 1);
    }

    function testFuzz_an_epoch_that_does_not_rise_is_refused(uint64 anchored, uint64 offered) public {
        vm.assume(anchored > 0 && offered <= anchored);
        _anchorAs(owner, anchored);

        vm.expectRevert(abi.encodeWithSelector(IStatusRegistry.EpochNotRising.selector, anchored, offered));
        _anchorAs(owner, offered);
        _assertAnchor(owner, LIST, anchored, HASH, block.timestamp);
    }

    function test_epoch_zero_is_refused() public {
        vm.expectRevert(abi.encodeWithSelector(IStatusRegistry.EpochNotRising.selector, 0, 0));
        _anchorAs(owner, 0);
    }

    function testFuzz_nobody_but_the_identity_touches_its_list(address identity, address actor, uint64 epoch) public {
        vm.assume(actor != identity);
        vm.expectRevert(abi.encodeWithSelector(IIdentityControlled.NotAuthorized.selector, identity, actor));
        vm.prank(actor);
        registry.anchorList(identity, LIST, epoch, HASH);
    }

    function testFuzz_lists_of_one_name_under_two_identities_are_two(address one, address other, uint64 epoch) public {
        vm.assume(one != other && epoch > 0);
        vm.prank(one);
        registry.anchorList(one, LIST, epoch, HASH);
        _assertAnchor(other, LIST, 0, 0, 0);
    }

    // --- by signature -------------------------------------------------------------------------------------------

    function testFuzz_anyone_may_send_the_owners_signature(address sender, bytes32 listId, uint64 epoch, bytes32 hash)
        public
    {
        vm.assume(epoch > 0);
        Anchor memory anchor = Anchor(owner, listId, epoch, hash, block.timestamp);
        bytes memory signature = _sign(OWNER_KEY, anchor);

        vm.prank(sender);
        _send(anchor, signature);
        _assertAnchor(owner, listId, epoch, hash, block.timestamp);
    }

    function test_a_delegates_signature_counts() public {
        _addDelegate(VERI_KEY, 1 days);
        Anchor memory anchor = _anchor(1);
        _send(anchor, _sign(DELEGATE_KEY, anchor));
        _assertAnchor(owner, LIST, 1, HASH, block.timestamp);
    }

    function test_a_strangers_signature_is_refused() public {
        Anchor memory anchor = _anchor(1);
        bytes memory signature = _sign(STRANGER_KEY, anchor);
        vm.expectRevert(abi.encodeWithSelector(IIdentityControlled.NotAuthorized.selector, owner, stranger));
        _send(anchor, signature);
    }

    function test_a_signature_counts_once() public {
        Anchor memory anchor = _anchor(1);
        bytes memory signature = _sign(OWNER_KEY, anchor);
        _send(anchor, signature);

        vm.expectRevert(abi.encodeWithSelector(IStatusRegistry.EpochNotRising.selector, 1, 1));
        _send(anchor, signature);
    }

    function test_a_signature_that_was_overtaken_is_refused() public {
        Anchor memory overtaken = _anchor(1);
        bytes memory signature = _sign(OWNER_KEY, overtaken);
        _anchorAs(owner, 2);

        vm.expectRevert(abi.encodeWithSelector(IStatusRegistry.EpochNotRising.selector, 2, 1));
        _send(overtaken, signature);
    }

    function testFuzz_a_signature_is_refused_after_its_deadline(uint32 late) public {
        vm.assume(late > 0);
        Anchor memory anchor = _anchor(1);
        bytes memory signature = _sign(OWNER_KEY, anchor);
        vm.warp(anchor.deadline + late);

        vm.expectRevert(abi.encodeWithSelector(IIdentityControlled.SignatureExpired.selector, anchor.deadline));
        _send(anchor, signature);
    }

    function testFuzz_a_signature_covers_every_field(uint8 field, uint64 change) public {
        vm.assume(change > 0 && change < type(uint64).max - 2 ** 40);
        Anchor memory anchor = _anchor(1);
        bytes memory signature = _sign(OWNER_KEY, anchor);

        field %= 5;
        if (field == 0) anchor.identity = address(uint160(anchor.identity) ^ change);
        if (field == 1) anchor.listId ^= bytes32(uint256(change));
        if (field == 2) anchor.epoch += change;
        if (field == 3) anchor.hash ^= bytes32(uint256(change));
        if (field == 4) anchor.deadline += change;

        // Another message recovers to another address, which is nobody's delegate.
        (bool accepted, bytes memory reason) = _try(anchor, signature);
        _assertTrue(!accepted);
        _assertTrue(bytes4(reason) == IIdentityControlled.NotAuthorized.selector);
    }

    function test_a_signature_for_another_chain_is_refused() public {
        Anchor memory anchor = _anchor(1);
        bytes memory signature = _sign(OWNER_KEY, anchor);
        vm.chainId(block.chainid + 1);

        (bool accepted, bytes memory reason) = _try(anchor, signature);
        _assertTrue(!accepted);
        _assertTrue(bytes4(reason) == IIdentityControlled.NotAuthorized.selector);
    }

    function test_a_signature_for_another_contract_is_refused() public {
        StatusRegistry other = new StatusRegistry(didRegistry);
        Anchor memory anchor = _anchor(1);
        bytes memory signature = _signDigest(OWNER_KEY, _digest(anchor, block.chainid, address(other)));

        (bool accepted, bytes memory reason) = _try(anchor, signature);
        _assertTrue(!accepted);
        _assertTrue(bytes4(reason) == IIdentityControlled.NotAuthorized.selector);
    }

    function test_the_other_form_of_a_signature_is_refused() public {
        Anchor memory anchor = _anchor(1);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(OWNER_KEY, _digest(anchor, block.chainid, address(registry)));
        bytes32 highS = bytes32(N - uint256(s));
        vm.expectRevert(abi.encodeWithSelector(ECDSA.ECDSAInvalidSignatureS.selector, highS));
        _send(anchor, abi.encodePacked(r, highS, v == 27 ? 28 : 27));
    }

    function testFuzz_a_signature_of_another_length_is_refused(bytes memory signature) public {
        vm.assume(signature.length != 65);
        vm.expectRevert(abi.encodeWithSelector(ECDSA.ECDSAInvalidSignatureLength.selector, signature.length));
        _send(_anchor(1), signature);
    }

    function test_a_signature_of_nobody_is_refused() public {
        vm.expectRevert(abi.encodeWithSelector(ECDSA.ECDSAInvalidSignature.selector));
        _send(_anchor(1), new bytes(65));
    }

    /// ERC-1056 recovers the zero address from a junk signature and takes it for the owner of the zero identity.
    function test_the_zero_identity_is_nobodys() public {
        Anchor memory anchor = Anchor(address(0), LIST, 1, HASH, block.timestamp);
        vm.expectRevert(abi.encodeWithSelector(ECDSA.ECDSAInvalidSignature.selector));
        _send(anchor, new bytes(65));
    }

    // --- construction -------------------------------------------------------------------------------------------

    function test_it_names_the_registry_it_asks() public view {
        _assertTrue(address(registry.didRegistry()) == address(didRegistry));
        _assertTrue(registry.DELEGATE_TYPE() == VERI_KEY);
    }

    function test_a_registry_without_code_is_refused() public {
        vm.expectRevert(abi.encodeWithSelector(IIdentityControlled.NoDidRegistry.selector, stranger));
        new StatusRegistry(IEthereumDIDRegistry(stranger));
    }

    // ------------------------------------------------------------------------------------------------------------

    function _anchor(uint64 epoch) private view returns (Anchor memory) {
        return Anchor(owner, LIST, epoch, HASH, block.timestamp + 1 hours);
    }

    function _anchorAs(address actor, uint64 epoch) private {
        vm.prank(actor);
        registry.anchorList(owner, LIST, epoch, HASH);
    }

    function _sign(uint256 secretKey, Anchor memory anchor) private view returns (bytes memory) {
        return _signDigest(secretKey, _digest(anchor, block.chainid, address(registry)));
    }

    function _send(Anchor memory anchor, bytes memory signature) private {
        registry.anchorListSigned(anchor.identity, anchor.listId, anchor.epoch, anchor.hash, anchor.deadline, signature);
    }

    function _try(Anchor memory anchor, bytes memory signature) private returns (bool, bytes memory) {
        return address(registry)
            .call(
                abi.encodeCall(
                    IStatusRegistry.anchorListSigned,
                    (anchor.identity, anchor.listId, anchor.epoch, anchor.hash, anchor.deadline, signature)
                )
            );
    }

    function _assertAnchor(address identity, bytes32 listId, uint64 epoch, bytes32 hash, uint256 anchoredAt)
        private
        view
    {
        (uint64 actualEpoch, bytes32 actualHash, uint64 actualTime) = registry.list(identity, listId);
        _assertTrue(actualEpoch == epoch);
        _assertTrue(actualHash == hash);
        _assertTrue(actualTime == anchoredAt);
    }
}
