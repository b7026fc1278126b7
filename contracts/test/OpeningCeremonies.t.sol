// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IOpeningAuthorities} from "../src/interfaces/IOpeningAuthorities.sol";
import {IOpeningCeremonies} from "../src/interfaces/IOpeningCeremonies.sol";
import {OpeningWorld} from "./support/OpeningWorld.sol";

contract OpeningCeremoniesTest is OpeningWorld {
    bytes32 private id;

    function setUp() public override {
        super.setUp();
        id = _register(3);
    }

    // --- beginning ----------------------------------------------------------------------------------------------

    function test_a_trustee_begins_and_ceremonies_are_numbered() public {
        vm.expectEmit();
        emit IOpeningCeremonies.CeremonyBegun(id, 1, 1, 4);
        _assertTrue(_begin(1, 4) == 1);
        (uint64 number, uint64 epoch, bool underWay) = registry.newestCeremony(id);
        _assertTrue(number == 1 && epoch == 1 && underWay);
        _abort(1, 2);
        _assertTrue(_begin(1, 1) == 2);
    }

    function test_one_ceremony_is_under_way_at_a_time() public {
        _begin(1, 1);
        vm.expectRevert(abi.encodeWithSelector(IOpeningCeremonies.CeremonyUnderWay.selector, 1));
        _begin(1, 2);
    }

    function testFuzz_nobody_else_begins_speaks_or_aborts(address sender, uint16 index) public {
        vm.assume(index == 0 || index > COUNT || sender != trustees[index - 1]);
        bytes memory refusal = abi.encodeWithSelector(IOpeningAuthorities.NotTrustee.selector, sender, index);
        vm.expectRevert(refusal);
        vm.prank(sender);
        registry.beginCeremony(id, 1, index);
        _begin(1, 1);
        vm.expectRevert(refusal);
        vm.prank(sender);
        registry.broadcast(id, 1, 1, index, new bytes(32));
        vm.expectRevert(refusal);
        vm.prank(sender);
        registry.abortCeremony(id, 1, index, 0, "");
    }

    function test_a_ceremony_is_for_the_next_epoch_or_one_that_can_be_opened() public {
        for (uint64 epoch = 0; epoch < 3; epoch += 2) {
            vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.UnknownEpoch.selector, epoch));
            _begin(epoch, 1);
        }
        _publishNext(id, 1);
        _publishNext(id, 2);
        for (uint64 epoch = 1; epoch <= 3; epoch++) {
            _abort(_begin(epoch, 1), 1);
        }
        vm.warp(block.timestamp + RETENTION + 1);
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.EpochRetired.selector, 1));
        _begin(1, 1);
    }

    // --- speaking -----------------------------------------------------------------------------------------------

    function test_everybody_speaks_in_every_round() public {
        _begin(1, 1);
        for (uint8 round = 1; round <= 4; round++) {
            for (uint16 index = 1; index <= COUNT; index++) {
                bytes memory message = _message(round, index);
                vm.expectEmit();
                emit IOpeningCeremonies.Broadcast(id, 1, round, index, message);
                _speak(1, round, index, message);
            }
        }
    }

    function testFuzz_a_round_waits_for_everybody(uint8 round, uint8 missing) public {
        round = 1 + round % 3;
        missing = uint8(1 + missing % COUNT);
        _begin(1, 1);
        _speakUpTo(1, round, missing);
        for (uint16 index = 1; index <= COUNT; index++) {
            bytes memory message = _message(round + 1, index);
            vm.expectRevert(abi.encodeWithSelector(IOpeningCeremonies.RoundNotOpen.selector, round + 1));
            _speak(1, round + 1, index, message);
        }
        _speak(1, round, missing, _message(round, missing));
        _speak(1, round + 1, 1, _message(round + 1, 1));
    }

    function testFuzz_there_are_four_rounds(uint8 round) public {
        vm.assume(round == 0 || round > 4);
        _begin(1, 1);
        _speakUpTo(1, 4, 0);
        vm.expectRevert(abi.encodeWithSelector(IOpeningCeremonies.RoundNotOpen.selector, round));
        _speak(1, round, 1, new bytes(32));
    }

    function test_a_trustee_speaks_once_in_each_round() public {
        _begin(1, 1);
        for (uint8 round = 1; round <= 4; round++) {
            _speakUpTo(1, round, 0, round);
            bytes memory message = _message(round, 2);
            vm.expectRevert(abi.encodeWithSelector(IOpeningCeremonies.AlreadyBroadcast.selector, round, 2));
            _speak(1, round, 2, message);
        }
    }

    function testFuzz_nobody_reveals_anything_but_what_they_committed_to(uint16 place, uint8 change) public {
        vm.assume(change > 0);
        _begin(1, 1);
        _speakUpTo(1, 1, 0);
        bytes memory message = _message(2, 3);
        message[place % message.length] ^= bytes1(change);
        vm.expectRevert(abi.encodeWithSelector(IOpeningCeremonies.RevealDiffers.selector, 3));
        _speak(1, 2, 3, message);
        // Nor what somebody else committed to, or what they did in another ceremony.
        vm.expectRevert(abi.encodeWithSelector(IOpeningCeremonies.RevealDiffers.selector, 3));
        _speak(1, 2, 3, _message(2, 4));
    }

    function test_commitments_count_for_one_ceremony() public {
        _begin(1, 1);
        _speakUpTo(1, 1, 0);
        _abort(1, 1);
        _begin(1, 1);
        for (uint16 index = 1; index <= COUNT; index++) {
            _speak(2, 1, index, abi.encode(index));
        }
        vm.expectRevert(abi.encodeWithSelector(IOpeningCeremonies.RevealDiffers.selector, 1));
        _speak(2, 2, 1, _message(2, 1));
    }

    function test_messages_have_the_size_of_their_round() public {
        _begin(1, 1);
        _assertSizeRefused(1, 31);
        _assertSizeRefused(1, 33);
        _speakUpTo(1, 1, 0);
        _assertSizeRefused(2, 0);
        _assertSizeRefused(2, 32_769);
        _speakUpTo(1, 2, 0, 2);
        _assertSizeRefused(3, 0);
        _assertSizeRefused(3, 32_769);
        _speak(1, 3, 1, new bytes(32_768));
        _speak(1, 3, 2, new bytes(1));
        for (uint16 index = 3; index <= COUNT; index++) {
            _speak(1, 3, index, "deal");
        }
        _assertSizeRefused(4, 64);
        _assertSizeRefused(4, 66);
        _assertTrue(registry.MAX_MESSAGE_BYTES() == 32_768);
    }

    // --- the end ------------------------------------------------------------------------------------------------

    function test_a_trustee_aborts_and_says_who_misbehaved() public {
        _begin(1, 1);
        vm.expectEmit();
        emit IOpeningCeremonies.CeremonyAborted(id, 1, 2, 5, "evidence");
        _as(2);
        registry.abortCeremony(id, 1, 2, 5, "evidence");
        (,, bool underWay) = registry.newestCeremony(id);
        _assertTrue(!underWay);

        bytes memory refusal = abi.encodeWithSelector(IOpeningCeremonies.CeremonyNotUnderWay.selector, 1);
        vm.expectRevert(refusal);
        _abort(1, 2);
        vm.expectRevert(refusal);
        _speak(1, 1, 1, new bytes(32));
        _begin(1, 1);
        vm.expectRevert(refusal);
        _abort(1, 2);
        vm.expectRevert(abi.encodeWithSelector(IOpeningCeremonies.CeremonyNotUnderWay.selector, 3));
        _speak(3, 1, 1, new bytes(32));
    }

    function test_nobody_is_accused_who_is_no_trustee_and_evidence_is_not_endless() public {
        _begin(1, 1);
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.UnknownTrustee.selector, 6));
        _as(1);
        registry.abortCeremony(id, 1, 1, 6, "");
        vm.expectRevert(abi.encodeWithSelector(IOpeningCeremonies.MessageSize.selector, 32_769));
        _as(1);
        registry.abortCeremony(id, 1, 1, 5, new bytes(32_769));
        _as(1);
        registry.abortCeremony(id, 1, 1, 5, new bytes(32_768));
    }

    function test_publishing_the_key_ends_its_ceremony() public {
        Epoch memory epoch = _made(_begin(1, 1), 1);
        bytes[] memory signatures = _signatures(epoch);
        vm.expectEmit();
        emit IOpeningCeremonies.CeremonyPublished(id, 1);
        _publish(epoch, signatures);
        (,, bool underWay) = registry.newestCeremony(id);
        _assertTrue(!underWay);
        _begin(2, 1);
    }

    function test_what_an_aborted_ceremony_made_is_never_published() public {
        Epoch memory epoch = _made(_begin(1, 1), 1);
        bytes[] memory signatures = _signatures(epoch);
        _abort(1, 3);
        _assertNotUnderWay(epoch, signatures, 1);
        // Nor while another one is under way, which it would then be taken for.
        _begin(1, 2);
        _assertNotUnderWay(epoch, signatures, 1);
        // The number is signed: nobody puts another one in its place.
        epoch.ceremony = 2;
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.NotSignedBy.selector, trustees[0]));
        _publish(epoch, signatures);
        _publish(epoch, _signatures(epoch));
    }

    function test_what_a_replaced_trustee_made_is_never_published() public {
        Epoch memory epoch = _made(_begin(1, 1), 1);
        (uint16[] memory signers, bytes[] memory agreed) = _signedBy(3, _replacementDigest(id, 5, vm.addr(0xabc), 0));
        registry.replaceTrustee(id, 5, vm.addr(0xabc), signers, agreed);
        bytes[] memory signatures = _signatures(epoch);
        signatures[4] = _signDigest(0xabc, _digest(epoch, block.chainid, address(registry)));
        _assertNotUnderWay(epoch, signatures, 1);
    }

    function test_a_ceremony_is_published_for_its_own_epoch() public {
        _publishNext(id, 1);
        Epoch memory epoch = _made(_begin(1, 1), 2);
        _assertNotUnderWay(epoch, _signatures(epoch), 1);
        (uint64 number, uint64 about, bool underWay) = registry.newestCeremony(id);
        _assertTrue(number == 1 && about == 1 && underWay);
    }

    function testFuzz_a_ceremony_that_is_not_under_way_publishes_nothing(uint64 ceremony) public {
        vm.assume(ceremony != 2);
        _abort(_begin(1, 1), 1);
        _begin(1, 1);
        Epoch memory epoch = _made(ceremony, 1);
        _assertNotUnderWay(epoch, _signatures(epoch), ceremony);
    }

    function test_keys_from_elsewhere_are_published_until_the_first_ceremony() public {
        _publishNext(id, 1);
        Epoch memory epoch = _epoch(id, 2);
        bytes[] memory signatures = _signatures(epoch);
        _begin(2, 1);
        _assertNotUnderWay(epoch, signatures, 0);
        _abort(1, 1);
        _assertNotUnderWay(epoch, signatures, 0);
        epoch = _made(1, 2);
        _assertNotUnderWay(epoch, _signatures(epoch), 1);
    }

    function test_authorities_do_not_meet() public {
        bytes32 other = registry.registerAuthority("another", trustees, 3, "", _rules());
        _begin(1, 1);
        _as(1);
        registry.beginCeremony(other, 1, 1);
        _abort(1, 1);
        (,, bool underWay) = registry.newestCeremony(other);
        _assertTrue(underWay);
    }

    // ------------------------------------------------------------------------------------------------------------

    /// What a ceremony led to.
    function _made(uint64 ceremony, uint64 number) private view returns (Epoch memory epoch) {
        epoch = _epoch(id, number);
        epoch.ceremony = ceremony;
    }

    function _assertNotUnderWay(Epoch memory epoch, bytes[] memory signatures, uint64 ceremony) private {
        vm.expectRevert(abi.encodeWithSelector(IOpeningCeremonies.CeremonyNotUnderWay.selector, ceremony));
        _publish(epoch, signatures);
    }

    function _begin(uint64 epoch, uint16 index) private returns (uint64) {
        _as(index);
        return registry.beginCeremony(id, epoch, index);
    }

    function _speak(uint64 ceremony, uint8 round, uint16 index, bytes memory message) private {
        _as(index);
        registry.broadcast(id, ceremony, round, index, message);
    }

    function _abort(uint64 ceremony, uint16 index) private {
        _as(index);
        registry.abortCeremony(id, ceremony, index, 0, "");
    }

    /// What trustee `index` says in a round.
    function _message(uint8 round, uint16 index) private pure returns (bytes memory) {
        bytes memory reveal = abi.encode("a reveal", index);
        if (round == 1) return abi.encodePacked(sha256(reveal));
        if (round == 2) return reveal;
        return round == 3 ? abi.encode("a deal", index) : new bytes(65);
    }

    /// Every round from `first` to `last` is spoken, but in the last one trustee `missing` is silent.
    function _speakUpTo(uint64 ceremony, uint8 last, uint16 missing, uint8 first) private {
        for (uint8 round = first; round <= last; round++) {
            for (uint16 index = 1; index <= COUNT; index++) {
                if (round == last && index == missing) continue;
                _speak(ceremony, round, index, _message(round, index));
            }
        }
    }

    function _speakUpTo(uint64 ceremony, uint8 last, uint16 missing) private {
        _speakUpTo(ceremony, last, missing, 1);
    }

    function _assertSizeRefused(uint8 round, uint256 size) private {
        vm.expectRevert(abi.encodeWithSelector(IOpeningCeremonies.MessageSize.selector, size));
        _speak(1, round, 1, new bytes(size));
    }
}
