// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IOpeningAuthorities} from "../src/interfaces/IOpeningAuthorities.sol";
import {IOpeningCeremonies} from "../src/interfaces/IOpeningCeremonies.sol";
import {OpeningWorld} from "./support/OpeningWorld.sol";

/// @title Trustees come and go: refreshed shares, replacements, signs of life, destroyed shares
contract OpeningTrusteesTest is OpeningWorld {
    bytes32 private constant REFRESHED = keccak256("a refresh");

    bytes32 private id;
    address private newcomer;

    function setUp() public override {
        super.setUp();
        id = _appoint(3);
        newcomer = vm.addr(0xabc);
    }

    // --- refreshed shares ---------------------------------------------------------------------------------------

    function test_a_refresh_that_every_trustee_signed_replaces_the_shares_and_not_the_key() public {
        bytes memory shares = _otherShares();
        bytes[] memory signatures = _signedByAll(_refreshDigest(id, 1, 1, shares));
        vm.expectEmit();
        emit IOpeningAuthorities.EpochRefreshed(id, 1, 1, shares, REFRESHED);
        registry.publishRefresh(id, 0, 1, 1, shares, REFRESHED, signatures);

        (bytes memory key, bytes32 sharesHash, bytes32 dkgHash, uint64 publishedAt, uint64 revision,) =
            registry.epochKey(id, 1);
        _assertTrue(keccak256(key) == keccak256(_point(KEY_SEED)) && dkgHash == DKG);
        _assertTrue(sharesHash == keccak256(shares) && revision == 1 && publishedAt == block.timestamp);
    }

    function testFuzz_revisions_rise_by_one(uint64 offered) public {
        _refresh(1);
        _refresh(2);
        vm.assume(offered != 3);
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.RevisionNotNext.selector, 2, offered));
        _refresh(offered);
    }

    function test_an_earlier_epoch_is_refreshed_until_it_retires() public {
        _publishNext(id, 2);
        _refresh(1);
        vm.warp(block.timestamp + RETENTION + 1);
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.EpochRetired.selector, 1));
        _refresh(2);
    }

    function test_an_epoch_without_a_key_has_nothing_to_refresh() public {
        bytes memory shares = _otherShares();
        bytes[] memory signatures = _signedByAll(_refreshDigest(id, 2, 1, shares));
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.UnknownEpoch.selector, 2));
        registry.publishRefresh(id, 0, 2, 1, shares, REFRESHED, signatures);
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.UnknownAuthority.selector, SALT));
        registry.publishRefresh(SALT, 0, 1, 1, shares, REFRESHED, signatures);
    }

    function testFuzz_a_refresh_needs_every_signature_over_everything(uint8 field) public {
        bytes memory shares = _otherShares();
        bytes[] memory signatures = _signedByAll(_refreshDigest(id, 1, 1, shares));
        bytes32 elsewhere = registry.registerAuthority("twin", trustees, 3, "", _rules());
        _publishNext(elsewhere, 1);
        _publishNext(id, 2);
        (bytes32 of_, uint64 epoch, bytes32 dkgHash) = (id, 1, REFRESHED);
        field %= 6;
        uint256 missing = 0;
        if (field == 0) of_ = elsewhere;
        if (field == 1) epoch = 2;
        if (field == 2) shares[5] ^= 0x01;
        if (field == 3) dkgHash = DKG;
        if (field == 4) _refresh(1);
        if (field == 5) (missing, signatures[3]) = (3, signatures[2]);
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.NotSignedBy.selector, trustees[missing]));
        registry.publishRefresh(of_, 0, epoch, field == 4 ? 2 : 1, shares, dkgHash, signatures);
    }

    function test_a_refresh_has_a_share_and_a_signature_for_each_trustee() public {
        bytes[] memory signatures = new bytes[](4);
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.InvalidShares.selector, 48, COUNT));
        registry.publishRefresh(id, 0, 1, 1, new bytes(48), REFRESHED, signatures);
        bytes memory shares = _otherShares();
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.SignatureCount.selector, 4, COUNT));
        registry.publishRefresh(id, 0, 1, 1, shares, REFRESHED, signatures);
    }

    // --- replacements -------------------------------------------------------------------------------------------

    function test_a_threshold_of_trustees_gives_a_place_to_somebody_else() public {
        vm.expectEmit();
        emit IOpeningAuthorities.TrusteeReplaced(id, 5, trustees[4], newcomer, 0);
        _replace(5, newcomer, 0, 3);
        _assertTrue(registry.trustees(id)[4] == newcomer && registry.replacements(id) == 1);

        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.NotTrustee.selector, trustees[4], 5));
        _as(5);
        registry.checkIn(id, 5);
        vm.prank(newcomer);
        registry.checkIn(id, 5);
    }

    function test_whoever_was_replaced_signs_for_no_key_any_more() public {
        Epoch memory next = _epoch(id, 2);
        bytes[] memory signatures = _signatures(next);
        _replace(5, newcomer, 0, 3);
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.NotSignedBy.selector, newcomer));
        _publish(next, signatures);
        signatures[4] = _signDigest(0xabc, _digest(next, block.chainid, address(registry)));
        _publish(next, signatures);
    }

    function test_a_replacement_counts_once() public {
        bytes32 digest = _replacementDigest(id, 5, newcomer, 0);
        (uint16[] memory signers, bytes[] memory signatures) = _signedBy(3, digest);
        registry.replaceTrustee(id, 5, newcomer, signers, signatures);
        _replace(5, trustees[4], 1, 3);
        // The place is as it was, but the signatures are for a number that is taken.
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.NotSignedBy.selector, trustees[0]));
        registry.replaceTrustee(id, 5, newcomer, signers, signatures);
        _assertTrue(registry.trustees(id)[4] == trustees[4]);
    }

    function testFuzz_a_replacements_signatures_cover_every_field(uint8 field) public {
        field %= 5;
        bytes32 elsewhere = registry.registerAuthority("twin", trustees, 3, "", _rules());
        bytes32 digest = _replacementDigest(
            field == 0 ? elsewhere : id, field == 1 ? 4 : 5, field == 2 ? address(0x1) : newcomer, field == 3 ? 1 : 0
        );
        if (field == 4) vm.chainId(block.chainid + 1);
        (uint16[] memory signers, bytes[] memory signatures) = _signedBy(3, digest);
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.NotSignedBy.selector, trustees[0]));
        registry.replaceTrustee(id, 5, newcomer, signers, signatures);
    }

    function test_fewer_than_a_threshold_replace_nobody() public {
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.NotEnoughSigners.selector, 2, 3));
        _replace(5, newcomer, 0, 2);
    }

    function test_nobody_signs_twice_or_without_a_place() public {
        bytes32 digest = _replacementDigest(id, 5, newcomer, 0);
        uint16[3][4] memory wrong = [[uint16(1), 1, 2], [uint16(2), 1, 3], [uint16(0), 1, 2], [uint16(1), 2, 6]];
        uint16[4] memory blamed = [uint16(1), 1, 0, 6];
        for (uint256 i = 0; i < 4; i++) {
            (uint16[] memory signers, bytes[] memory signatures) = _signedBy(3, digest);
            for (uint256 j = 0; j < 3; j++) {
                signers[j] = wrong[i][j];
                if (signers[j] > 0 && signers[j] <= COUNT) signatures[j] = _signDigest(keys[signers[j] - 1], digest);
            }
            vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.SignersNotAscending.selector, blamed[i]));
            registry.replaceTrustee(id, 5, newcomer, signers, signatures);
        }
    }

    function test_a_replacement_has_a_signature_for_each_signer() public {
        (uint16[] memory signers,) = _signedBy(3, 0);
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.SignatureCount.selector, 2, 3));
        registry.replaceTrustee(id, 5, newcomer, signers, new bytes[](2));
    }

    function test_a_place_is_given_to_nobody_who_has_one() public {
        address[2] memory wrong = [address(0), trustees[1]];
        for (uint256 i = 0; i < 2; i++) {
            vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.InvalidTrustee.selector, wrong[i]));
            _replace(5, wrong[i], 0, 3);
        }
        for (uint16 index = 0; index <= 6; index += 6) {
            vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.UnknownTrustee.selector, index));
            _replace(index, newcomer, 0, 3);
        }
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.UnknownAuthority.selector, SALT));
        registry.replaceTrustee(SALT, 5, newcomer, new uint16[](3), new bytes[](3));
    }

    function test_who_is_to_be_replaced_cannot_hold_it_up_with_a_ceremony() public {
        _as(5);
        registry.beginCeremony(id, 2, 5);
        vm.expectEmit();
        emit IOpeningCeremonies.CeremonyAborted(id, 1, 0, 0, "");
        _replace(5, newcomer, 0, 3);
        (uint64 number,, bool underWay) = registry.newestCeremony(id);
        _assertTrue(number == 1 && !underWay);
    }

    // --- signs of life and destroyed shares ---------------------------------------------------------------------

    function testFuzz_only_the_trustee_checks_in(address sender, uint16 index) public {
        if (index == 0 || index > COUNT || sender != trustees[index - 1]) {
            vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.NotTrustee.selector, sender, index));
        }
        vm.prank(sender);
        registry.checkIn(id, index);
        vm.expectEmit();
        emit IOpeningAuthorities.TrusteeSeen(id, 2);
        _as(2);
        registry.checkIn(id, 2);
    }

    function test_shares_are_destroyed_when_the_last_request_is_over_and_each_once() public {
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.EpochNotRetired.selector, 1));
        _destroy(1, 2);
        _publishNext(id, 2);
        vm.warp(block.timestamp + RETENTION);
        bytes32 last = registry.request(id, 1, "presentation", "basis", "key", "answer");
        uint256 expiresAt = registry.openingRequest(last).expiresAt;
        vm.warp(expiresAt);
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.EpochNotRetired.selector, 1));
        _destroy(1, 2);

        vm.warp(expiresAt + 1);
        vm.expectEmit();
        emit IOpeningAuthorities.SharesDestroyed(id, 1, 2);
        _destroy(1, 2);
        _destroy(1, 5);
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.AlreadyAttested.selector, 1, 2));
        _destroy(1, 2);
        (,,,,, uint64 destroyed) = registry.epochKey(id, 1);
        _assertTrue(destroyed == 18);

        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.EpochNotRetired.selector, 2));
        _destroy(2, 1);
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.UnknownEpoch.selector, 3));
        _destroy(3, 1);
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.NotTrustee.selector, trustees[0], 2));
        _as(1);
        registry.attestDestroyed(id, 1, 2);
    }

    // ------------------------------------------------------------------------------------------------------------

    function _otherShares() private pure returns (bytes memory shares) {
        for (uint256 i = 0; i < COUNT; i++) {
            shares = abi.encodePacked(shares, _point(bytes32(100 + i)));
        }
    }

    function _refreshDigest(bytes32 of_, uint64 epoch, uint64 revision, bytes memory shares)
        private
        view
        returns (bytes32)
    {
        bytes32 message = keccak256(
            abi.encode(
                keccak256(
                    "Refresh(bytes32 authority,uint64 ceremony,uint64 epoch,uint64 revision,bytes32 sharesHash,bytes32 dkgHash)"
                ),
                of_,
                uint64(0),
                epoch,
                revision,
                keccak256(shares),
                REFRESHED
            )
        );
        return _typedDigest("Velum OpeningRegistry", block.chainid, address(registry), message);
    }

    function _refresh(uint64 revision) private {
        bytes memory shares = _otherShares();
        bytes[] memory signatures = _signedByAll(_refreshDigest(id, 1, revision, shares));
        registry.publishRefresh(id, 0, 1, revision, shares, REFRESHED, signatures);
    }

    function _replace(uint16 index, address replacement, uint64 nonce, uint16 count) private {
        bytes32 digest = _replacementDigest(id, index, replacement, nonce);
        (uint16[] memory signers, bytes[] memory signatures) = _signedBy(count, digest);
        registry.replaceTrustee(id, index, replacement, signers, signatures);
    }

    function _destroy(uint64 epoch, uint16 index) private {
        _as(index);
        registry.attestDestroyed(id, epoch, index);
    }
}
