// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IOpeningRequests} from "../src/interfaces/IOpeningRequests.sol";
import {OpeningWorld} from "./support/OpeningWorld.sol";

/// @title Several requests about one presentation: their approvals do not add up
contract OpeningApprovalsTest is OpeningWorld {
    bytes32 private constant PRESENTATION = keccak256("a presentation");
    bytes32 private constant BASIS = keccak256("a court order");
    bytes32 private constant REQUESTER_KEY = keccak256("a key for answers");
    bytes32 private constant PARTIAL = keccak256("a partial decryption");
    bytes32 private constant REASON = keccak256("a reason");
    string private constant ANSWER_TO = "https://shop.example/objections";

    address private constant SHOP = address(0x540b);

    bytes32 private id;

    function setUp() public override {
        super.setUp();
        id = _appoint(3);
    }

    function test_approvals_of_several_requests_do_not_add_up() public {
        bytes32 first = _approved(2);
        vm.warp(block.timestamp + LIFETIME);
        bytes32 second = _ask(address(0x07), "another basis");
        vm.warp(block.timestamp + DELAY);
        _assertApprovedElsewhere(second, 4, 1 | 2);
        // Who approved before approves here first; then whoever likes completes it.
        _approve(second, 1);
        _assertApprovedElsewhere(second, 4, 2);
        _approve(second, 2);
        _approve(second, 4);
        _assertTrue(registry.openingRequest(first).approvedBy == 3);
        _assertTrue(registry.openingRequest(second).approvedBy == 11);
    }

    function test_the_successor_of_who_approved_elsewhere_approves_in_its_place() public {
        bytes32 elsewhere = _ask(address(0xbad), "no basis");
        bytes32 requestId = _ask(SHOP, BASIS);
        vm.warp(block.timestamp + DELAY);
        _approve(elsewhere, 2);
        _approve(requestId, 1);
        _assertApprovedElsewhere(requestId, 3, 2);

        address successor = vm.addr(0xabc);
        (uint16[] memory signers, bytes[] memory signatures) = _signedBy(4, _replacementDigest(id, 2, successor, 0));
        registry.replaceTrustee(id, 2, successor, signers, signatures);
        _assertApprovedElsewhere(requestId, 3, 2);
        vm.prank(successor);
        registry.approve(requestId, 2, PARTIAL);
        _approve(requestId, 3);
    }

    function test_an_opened_presentation_stands_in_no_further_requests_way() public {
        bytes32 first = _approved(3);
        bytes32 second = _ask(address(0x07), BASIS);
        vm.warp(block.timestamp + DELAY);
        // More than a threshold, and another threshold, of others or the same.
        _approve(first, 4);
        _approve(second, 3);
        _approve(second, 4);
        _approve(second, 5);
        // But those of two further ones do not add up either.
        bytes32 third = _ask(SHOP, "third");
        bytes32 fourth = _ask(address(0x07), "fourth");
        vm.warp(block.timestamp + DELAY);
        _approve(third, 1);
        _approve(third, 2);
        _assertApprovedElsewhere(fourth, 5, 1 | 2);
    }

    function test_approvals_count_for_their_presentation_and_authority() public {
        _approved(2);
        bytes32 other = registry.registerAuthority("twin", trustees, 3, "", _rules());
        _publishNext(other, 1);
        vm.prank(SHOP);
        bytes32 twin = registry.request(other, 1, PRESENTATION, BASIS, REQUESTER_KEY, ANSWER_TO);
        vm.prank(SHOP);
        bytes32 another = registry.request(id, 1, "another", BASIS, REQUESTER_KEY, ANSWER_TO);
        vm.warp(block.timestamp + DELAY);
        _approve(twin, 4);
        _approve(another, 4);
    }

    function test_refusals_do_not_count_as_approvals() public {
        bytes32 first = _approved(1);
        _refuse(first, 2);
        _refuse(first, 3);
        bytes32 second = _ask(SHOP, "another basis");
        vm.warp(block.timestamp + DELAY);
        _approve(second, 2);
        _assertApprovedElsewhere(second, 3, 1);
    }

    function test_where_one_trustee_opens_alone_nobody_waits_for_another() public {
        id = registry.registerAuthority("alone", trustees, 1, "", _rules());
        _publishNext(id, 1);
        bytes32 first = _ask(SHOP, BASIS);
        bytes32 second = _ask(SHOP, "another basis");
        vm.warp(block.timestamp + DELAY);
        _approve(first, 1);
        _approve(second, 2);
        _approve(first, 3);
    }

    // ------------------------------------------------------------------------------------------------------------

    function _assertApprovedElsewhere(bytes32 requestId, uint16 index, uint64 others) private {
        vm.expectRevert(abi.encodeWithSelector(IOpeningRequests.ApprovedElsewhere.selector, others));
        _approve(requestId, index);
    }

    function _ask(address requester, bytes32 basisHash) private returns (bytes32) {
        vm.prank(requester);
        return registry.request(id, 1, PRESENTATION, basisHash, REQUESTER_KEY, ANSWER_TO);
    }

    function _approve(bytes32 requestId, uint16 index) private {
        _as(index);
        registry.approve(requestId, index, PARTIAL);
    }

    function _refuse(bytes32 requestId, uint16 index) private {
        _as(index);
        registry.refuse(requestId, index, REASON);
    }

    /// A request that trustees 1 to `count` have approved.
    function _approved(uint16 count) private returns (bytes32 requestId) {
        requestId = _ask(SHOP, BASIS);
        vm.warp(block.timestamp + DELAY);
        for (uint16 index = 1; index <= count; index++) {
            _approve(requestId, index);
        }
    }
}
