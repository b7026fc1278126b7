// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IOpeningAuthorities} from "../src/interfaces/IOpeningAuthorities.sol";
import {IOpeningRequests} from "../src/interfaces/IOpeningRequests.sol";
import {OpeningWorld} from "./support/OpeningWorld.sol";

contract OpeningRequestsTest is OpeningWorld {
    bytes32 private constant PRESENTATION = keccak256("a presentation");
    bytes32 private constant BASIS = keccak256("a court order");
    bytes32 private constant REQUESTER_KEY = keccak256("a key for answers");
    bytes32 private constant PARTIAL = keccak256("a partial decryption");
    bytes32 private constant REASON = keccak256("a reason");
    bytes32 private constant RESULT = keccak256("a result");
    string private constant ANSWER_TO = "https://shop.example/objections";

    address private constant SHOP = address(0x540b);

    bytes32 private id;

    function setUp() public override {
        super.setUp();
        id = _appoint(3);
    }

    // --- asking -------------------------------------------------------------------------------------------------

    function testFuzz_anybody_asks_for_anything(address requester, bytes32 presentationId, bytes32 basisHash) public {
        vm.assume(requester != address(0));
        bytes32 requestId = keccak256(
            abi.encode(block.chainid, address(registry), id, uint64(1), requester, presentationId, basisHash)
        );
        uint64 opensAt = uint64(block.timestamp) + DELAY;
        vm.expectEmit();
        emit IOpeningRequests.OpeningRequested(
            requestId,
            id,
            requester,
            1,
            presentationId,
            basisHash,
            REQUESTER_KEY,
            ANSWER_TO,
            opensAt,
            opensAt + LIFETIME
        );
        vm.prank(requester);
        _assertTrue(registry.request(id, 1, presentationId, basisHash, REQUESTER_KEY, ANSWER_TO) == requestId);

        IOpeningRequests.OpeningRequest memory made = registry.openingRequest(requestId);
        _assertTrue(made.requester == requester && made.authority == id && made.epoch == 1);
        _assertTrue(made.opensAt == opensAt && made.expiresAt == opensAt + LIFETIME);
        _assertTrue(made.presentationId == presentationId);
        _assertTrue(made.approvedBy == 0 && made.refusedBy == 0 && made.resultHash == 0);
    }

    function test_the_same_request_is_made_once_and_another_requesters_is_another() public {
        bytes32 requestId = _ask(SHOP, BASIS);
        vm.expectRevert(abi.encodeWithSelector(IOpeningRequests.AlreadyRequested.selector, requestId));
        _ask(SHOP, BASIS);
        _assertTrue(_ask(address(0xbad), BASIS) != requestId);
        _assertTrue(_ask(SHOP, "another basis") != requestId);
    }

    function test_a_copied_request_takes_nothing_from_the_one_it_was_copied_from() public {
        _ask(address(0xbad), BASIS);
        bytes32 requestId = _ask(SHOP, BASIS);
        _assertTrue(registry.openingRequest(requestId).requester == SHOP);
    }

    function test_a_quota_holds_for_one_requester_at_one_authority_in_one_period() public {
        _ask(SHOP, "1");
        _ask(SHOP, "2");
        uint256 until = (block.timestamp / PERIOD + 1) * PERIOD;
        vm.expectRevert(abi.encodeWithSelector(IOpeningRequests.QuotaUsedUp.selector, SHOP, until));
        _ask(SHOP, "3");
        _ask(address(0x07), "3");

        vm.warp(until - 1);
        vm.expectRevert(abi.encodeWithSelector(IOpeningRequests.QuotaUsedUp.selector, SHOP, until));
        _ask(SHOP, "3");
        vm.warp(until);
        _ask(SHOP, "3");
        _ask(SHOP, "4");
        vm.expectRevert(abi.encodeWithSelector(IOpeningRequests.QuotaUsedUp.selector, SHOP, until + PERIOD));
        _ask(SHOP, "5");
    }

    function test_a_refused_request_uses_up_no_quota() public {
        _ask(SHOP, "1");
        vm.expectRevert(abi.encodeWithSelector(IOpeningRequests.AlreadyRequested.selector, _requestId(SHOP, "1")));
        _ask(SHOP, "1");
        _ask(SHOP, "2");
    }

    function test_an_epoch_without_a_key_cannot_be_opened() public {
        for (uint64 epoch = 0; epoch < 3; epoch += 2) {
            vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.UnknownEpoch.selector, epoch));
            registry.request(id, epoch, PRESENTATION, BASIS, REQUESTER_KEY, ANSWER_TO);
        }
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.UnknownEpoch.selector, type(uint64).max));
        registry.request(id, type(uint64).max, PRESENTATION, BASIS, REQUESTER_KEY, ANSWER_TO);
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.UnknownEpoch.selector, 1));
        registry.request("nobody's", 1, PRESENTATION, BASIS, REQUESTER_KEY, ANSWER_TO);
    }

    function test_an_earlier_epoch_can_be_opened_until_its_retention_is_over() public {
        vm.warp(block.timestamp + 5 * uint256(RETENTION));
        _publishNext(id, 2);
        uint256 over = block.timestamp + RETENTION;
        vm.warp(over);
        _ask(SHOP, BASIS);
        vm.warp(over + 1);
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.EpochRetired.selector, 1));
        _ask(SHOP, "late");
    }

    function testFuzz_the_holder_can_answer_somewhere(uint16 size) public {
        size %= 600;
        if (size == 0 || size > 256) {
            vm.expectRevert(abi.encodeWithSelector(IOpeningRequests.AnswerSize.selector, size));
        }
        registry.request(id, 1, PRESENTATION, BASIS, REQUESTER_KEY, string(new bytes(size)));
    }

    function test_the_longest_rules_overflow_nothing() public {
        uint32 most = type(uint32).max;
        IOpeningAuthorities.Rules memory rules = IOpeningAuthorities.Rules(most, most, 1, most, most);
        id = registry.registerAuthority("longest", trustees, 1, "", rules);
        _publishNext(id, 1);
        _publishNext(id, 2);
        IOpeningRequests.OpeningRequest memory made = registry.openingRequest(_ask(SHOP, BASIS));
        _assertTrue(made.opensAt == block.timestamp + most);
        _assertTrue(made.expiresAt == block.timestamp + 2 * uint256(most));
    }

    // --- voting -------------------------------------------------------------------------------------------------

    function testFuzz_trustees_approve_while_the_request_is_open(uint256 after_) public {
        after_ %= uint256(DELAY) + LIFETIME + 1 days;
        bytes32 requestId = _ask(SHOP, BASIS);
        IOpeningRequests.OpeningRequest memory made = registry.openingRequest(requestId);
        vm.warp(block.timestamp + after_);
        if (after_ < DELAY) {
            vm.expectRevert(abi.encodeWithSelector(IOpeningRequests.NotYetOpen.selector, made.opensAt));
        } else if (after_ >= uint256(DELAY) + LIFETIME) {
            vm.expectRevert(abi.encodeWithSelector(IOpeningRequests.RequestExpired.selector, made.expiresAt));
        } else {
            vm.expectEmit();
            emit IOpeningRequests.OpeningApproved(requestId, trustees[1], 2, PARTIAL, 1);
        }
        _approve(requestId, 2);
    }

    function test_approval_begins_and_ends_on_the_second() public {
        bytes32 requestId = _ask(SHOP, BASIS);
        IOpeningRequests.OpeningRequest memory made = registry.openingRequest(requestId);
        vm.warp(made.opensAt - 1);
        vm.expectRevert(abi.encodeWithSelector(IOpeningRequests.NotYetOpen.selector, made.opensAt));
        _approve(requestId, 1);
        vm.warp(made.opensAt);
        _approve(requestId, 1);
        vm.warp(made.expiresAt - 1);
        _approve(requestId, 2);
        vm.warp(made.expiresAt);
        vm.expectRevert(abi.encodeWithSelector(IOpeningRequests.RequestExpired.selector, made.expiresAt));
        _approve(requestId, 3);
        vm.expectRevert(abi.encodeWithSelector(IOpeningRequests.RequestExpired.selector, made.expiresAt));
        _refuse(requestId, 3);
        _assertTrue(registry.openingRequest(requestId).approvedBy == 3);
    }

    function test_trustees_refuse_before_the_delay_is_over_too() public {
        bytes32 requestId = _ask(SHOP, BASIS);
        vm.expectEmit();
        emit IOpeningRequests.OpeningRefused(requestId, trustees[4], 5, REASON);
        _refuse(requestId, 5);
        _assertTrue(registry.openingRequest(requestId).refusedBy == 16);
    }

    function test_a_place_votes_once_whatever_the_vote() public {
        bytes32 requestId = _ask(SHOP, BASIS);
        _refuse(requestId, 1);
        vm.warp(block.timestamp + DELAY);
        _approve(requestId, 2);
        for (uint256 index = 1; index <= 2; index++) {
            bytes memory refusal = abi.encodeWithSelector(IOpeningRequests.AlreadyVoted.selector, index);
            vm.expectRevert(refusal);
            _approve(requestId, uint16(index));
            vm.expectRevert(refusal);
            _refuse(requestId, uint16(index));
        }
    }

    function testFuzz_nobody_votes_in_a_place_that_is_not_theirs(address sender, uint16 index) public {
        bytes32 requestId = _ask(SHOP, BASIS);
        vm.warp(block.timestamp + DELAY);
        vm.assume(index == 0 || index > COUNT || sender != trustees[index - 1]);
        bytes memory refusal = abi.encodeWithSelector(IOpeningAuthorities.NotTrustee.selector, sender, index);
        vm.expectRevert(refusal);
        vm.prank(sender);
        registry.approve(requestId, index, PARTIAL);
        vm.expectRevert(refusal);
        vm.prank(sender);
        registry.refuse(requestId, index, REASON);
    }

    function test_the_newcomer_of_a_replaced_trustee_does_not_vote_again() public {
        bytes32 requestId = _ask(SHOP, BASIS);
        _refuse(requestId, 2);
        address newcomer = vm.addr(0xabc);
        bytes32 digest = _replacementDigest(id, 2, newcomer, 0);
        (uint16[] memory signers, bytes[] memory signatures) = _signedBy(3, digest);
        registry.replaceTrustee(id, 2, newcomer, signers, signatures);

        vm.warp(block.timestamp + DELAY);
        vm.expectRevert(abi.encodeWithSelector(IOpeningRequests.AlreadyVoted.selector, 2));
        vm.prank(newcomer);
        registry.approve(requestId, 2, PARTIAL);
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.NotTrustee.selector, trustees[1], 2));
        _approve(requestId, 2);
    }

    function test_nobody_votes_on_a_request_that_was_not_made() public {
        bytes memory refusal = abi.encodeWithSelector(IOpeningRequests.UnknownRequest.selector, BASIS);
        vm.expectRevert(refusal);
        _approve(BASIS, 1);
        vm.expectRevert(refusal);
        _refuse(BASIS, 1);
        vm.expectRevert(refusal);
        registry.close(BASIS, RESULT);
    }

    // --- closing ------------------------------------------------------------------------------------------------

    function test_a_threshold_of_approvals_lets_the_requester_close() public {
        bytes32 requestId = _approved(3);
        vm.expectEmit();
        emit IOpeningRequests.OpeningClosed(requestId, RESULT);
        vm.prank(SHOP);
        registry.close(requestId, RESULT);
        _assertTrue(registry.openingRequest(requestId).resultHash == RESULT);
    }

    function test_fewer_approvals_do_not() public {
        bytes32 requestId = _approved(2);
        _refuse(requestId, 3);
        _refuse(requestId, 4);
        vm.expectRevert(abi.encodeWithSelector(IOpeningRequests.NotEnoughApprovals.selector, 2, 3));
        vm.prank(SHOP);
        registry.close(requestId, RESULT);
    }

    function test_a_request_that_was_approved_in_time_is_closed_later_too() public {
        bytes32 requestId = _approved(3);
        vm.warp(registry.openingRequest(requestId).expiresAt + 365 days);
        vm.prank(SHOP);
        registry.close(requestId, RESULT);
    }

    function testFuzz_nobody_else_closes(address sender) public {
        vm.assume(sender != SHOP);
        bytes32 requestId = _approved(3);
        vm.expectRevert(abi.encodeWithSelector(IOpeningRequests.NotRequester.selector, sender));
        vm.prank(sender);
        registry.close(requestId, RESULT);
    }

    function test_there_is_one_result_and_it_is_not_empty() public {
        bytes32 requestId = _approved(3);
        vm.expectRevert(abi.encodeWithSelector(IOpeningRequests.EmptyResult.selector));
        vm.prank(SHOP);
        registry.close(requestId, 0);
        vm.prank(SHOP);
        registry.close(requestId, RESULT);

        bytes memory refusal = abi.encodeWithSelector(IOpeningRequests.AlreadyClosed.selector, requestId);
        vm.expectRevert(refusal);
        vm.prank(SHOP);
        registry.close(requestId, "another result");
        vm.expectRevert(refusal);
        _approve(requestId, 4);
        vm.expectRevert(refusal);
        _refuse(requestId, 5);
    }

    function test_a_threshold_of_64_is_counted() public {
        address[] memory many = new address[](64);
        for (uint256 i = 0; i < 64; i++) {
            many[i] = vm.addr(i + 1);
        }
        id = registry.registerAuthority("most", many, 64, "", _rules());
        bytes[] memory signatures = new bytes[](64);
        Epoch memory epoch = Epoch(id, 0, 1, _point(KEY_SEED), _points(64), DKG);
        for (uint256 i = 0; i < 64; i++) {
            signatures[i] = _signDigest(i + 1, _digest(epoch, block.chainid, address(registry)));
        }
        _publish(epoch, signatures);
        bytes32 requestId = _ask(SHOP, BASIS);
        vm.warp(block.timestamp + DELAY);
        for (uint16 index = 1; index <= 64; index++) {
            if (index == 64) {
                vm.expectRevert(abi.encodeWithSelector(IOpeningRequests.NotEnoughApprovals.selector, 63, 64));
                vm.prank(SHOP);
                registry.close(requestId, RESULT);
            }
            vm.prank(many[index - 1]);
            registry.approve(requestId, index, PARTIAL);
        }
        vm.prank(SHOP);
        registry.close(requestId, RESULT);
    }

    /// Each call as a transaction of its own: what it executes, what every transaction costs, and 16 for each byte.
    function test_an_opening_by_three_of_five_costs_less_than_500_000_gas() public {
        bytes[5] memory calls;
        bytes32 requestId = _requestId(SHOP, BASIS);
        calls[0] = abi.encodeCall(registry.request, (id, 1, PRESENTATION, BASIS, REQUESTER_KEY, ANSWER_TO));
        for (uint16 index = 1; index <= 3; index++) {
            calls[index] = abi.encodeCall(registry.approve, (requestId, index, PARTIAL));
        }
        calls[4] = abi.encodeCall(registry.close, (requestId, RESULT));

        uint256 total = 0;
        for (uint256 i = 0; i < 5; i++) {
            if (i == 1) vm.warp(block.timestamp + DELAY);
            vm.prank(i % 4 == 0 ? SHOP : trustees[i - 1]);
            // As nobody had read or written anything before.
            vm.cool(address(registry));
            uint256 before = gasleft();
            (bool accepted,) = address(registry).call(calls[i]);
            total += before - gasleft() + 21_000 + 16 * calls[i].length;
            _assertTrue(accepted);
        }
        _assertTrue(total < 500_000);
    }

    // ------------------------------------------------------------------------------------------------------------

    function _requestId(address requester, bytes32 basisHash) private view returns (bytes32) {
        return
            keccak256(abi.encode(block.chainid, address(registry), id, uint64(1), requester, PRESENTATION, basisHash));
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
