// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IOpeningAuthorities} from "../src/interfaces/IOpeningAuthorities.sol";
import {OpeningWorld} from "./support/OpeningWorld.sol";

contract OpeningRegistryTest is OpeningWorld {
    // --- authorities --------------------------------------------------------------------------------------------

    function test_an_authority_that_nobody_registered_is_empty() public view {
        (address registrar, uint16 threshold, uint64 epoch, string memory name) = registry.authority(SALT);
        _assertTrue(registrar == address(0) && threshold == 0 && epoch == 0 && bytes(name).length == 0);
        _assertTrue(registry.trustees(SALT).length == 0);
    }

    function testFuzz_anybody_registers_an_authority_of_their_own(address sender, bytes32 salt) public {
        vm.assume(sender != address(0));
        bytes32 id = keccak256(abi.encode(block.chainid, address(registry), sender, salt));
        vm.expectEmit();
        emit IOpeningAuthorities.AuthorityRegistered(id, sender, trustees, 3, "Harbour Oversight", _rules());
        vm.prank(sender);
        _assertTrue(registry.registerAuthority(salt, trustees, 3, "Harbour Oversight", _rules()) == id);

        _assertTrue(registry.authorityId(sender, salt) == id);
        (address registrar, uint16 threshold, uint64 epoch, string memory name) = registry.authority(id);
        _assertTrue(registrar == sender && threshold == 3 && epoch == 0);
        _assertTrue(keccak256(bytes(name)) == keccak256("Harbour Oversight"));
        _assertTrue(keccak256(abi.encode(registry.trustees(id))) == keccak256(abi.encode(trustees)));
    }

    function test_an_authority_is_registered_once() public {
        bytes32 id = _register(3);
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.AlreadyRegistered.selector, id));
        _register(4);
        (, uint16 threshold,,) = registry.authority(id);
        _assertTrue(threshold == 3);
    }

    function testFuzz_a_threshold_that_nobody_or_not_enough_reach_is_refused(uint16 threshold) public {
        vm.assume(threshold == 0 || threshold > COUNT);
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.InvalidThreshold.selector, threshold, COUNT));
        _register(threshold);
    }

    function testFuzz_rules_are_kept_as_they_were_registered(IOpeningAuthorities.Rules calldata rules) public {
        vm.assume(rules.lifetime > 0 && rules.quota > 0 && rules.quotaPeriod > 0);
        bytes32 id = registry.registerAuthority(SALT, trustees, 3, "", rules);
        _assertTrue(keccak256(abi.encode(registry.rules(id))) == keccak256(abi.encode(rules)));
    }

    function test_rules_under_which_nothing_could_be_opened_are_refused() public {
        for (uint256 i = 0; i < 3; i++) {
            IOpeningAuthorities.Rules memory rules = _rules();
            if (i == 0) rules.lifetime = 0;
            if (i == 1) rules.quota = 0;
            if (i == 2) rules.quotaPeriod = 0;
            vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.InvalidRules.selector));
            registry.registerAuthority(SALT, trustees, 3, "", rules);
        }
    }

    function test_a_threshold_is_1_to_the_number_of_trustees() public {
        registry.registerAuthority("lowest", trustees, 1, "", _rules());
        registry.registerAuthority("highest", trustees, uint16(COUNT), "", _rules());
    }

    function test_an_authority_has_1_to_64_trustees() public {
        _assertTrue(registry.MAX_TRUSTEES() == 64);
        for (uint256 i = 0; i < 2; i++) {
            uint256 count = i == 0 ? 0 : 65;
            vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.TrusteeCount.selector, count));
            registry.registerAuthority(SALT, _people(count), 1, "", _rules());
        }
        registry.registerAuthority("one", _people(1), 1, "", _rules());
        registry.registerAuthority("most", _people(64), 64, "", _rules());
    }

    function testFuzz_trustees_are_different_people(uint8 one, uint8 other) public {
        uint256 a = one % COUNT;
        uint256 b = other % COUNT;
        vm.assume(a != b);
        trustees[a] = trustees[b];
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.InvalidTrustee.selector, trustees[b]));
        _register(3);
        trustees[a] = address(0);
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.InvalidTrustee.selector, address(0)));
        _register(3);
    }

    // --- keys of epochs -----------------------------------------------------------------------------------------

    function test_a_key_that_every_trustee_signed_is_published() public {
        Epoch memory epoch = _epoch(_register(3), 1);
        bytes[] memory signatures = _signatures(epoch);
        vm.expectEmit();
        emit IOpeningAuthorities.EpochPublished(epoch.id, 1, epoch.key, epoch.shares, DKG);
        _publish(epoch, signatures);

        (bytes memory key, bytes32 sharesHash, bytes32 dkgHash, uint64 publishedAt, uint64 revision, uint64 destroyed) =
            registry.epochKey(epoch.id, 1);
        _assertTrue(keccak256(key) == keccak256(epoch.key) && sharesHash == keccak256(epoch.shares));
        _assertTrue(dkgHash == DKG && publishedAt == block.timestamp && revision == 0 && destroyed == 0);
        (,, uint64 current,) = registry.authority(epoch.id);
        _assertTrue(current == 1);
    }

    function test_the_next_key_leaves_the_earlier_one_as_it_is() public {
        Epoch memory first = _epoch(_register(3), 1);
        _publish(first, _signatures(first));
        Epoch memory second = _epoch(first.id, 2);
        second.key = _point("another");
        _publish(second, _signatures(second));

        (bytes memory key,,,,,) = registry.epochKey(first.id, 1);
        _assertTrue(keccak256(key) == keccak256(first.key));
        (,, uint64 current,) = registry.authority(first.id);
        _assertTrue(current == 2);
    }

    function testFuzz_an_epoch_that_is_not_next_is_refused(uint64 offered) public {
        vm.assume(offered != 2);
        Epoch memory epoch = _epoch(_register(3), 1);
        _publish(epoch, _signatures(epoch));
        epoch.epoch = offered;
        bytes[] memory signatures = _signatures(epoch);
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.EpochNotNext.selector, 1, offered));
        _publish(epoch, signatures);
    }

    function testFuzz_one_signature_that_is_another_persons_is_enough_for_a_no(uint8 place, uint256 other) public {
        uint256 i = place % COUNT;
        other = 1 + other % 1e18;
        vm.assume(other != keys[i]);
        Epoch memory epoch = _epoch(_register(2), 1);
        bytes[] memory signatures = _signatures(epoch);
        signatures[i] = _signDigest(other, _digest(epoch, block.chainid, address(registry)));
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.NotSignedBy.selector, trustees[i]));
        _publish(epoch, signatures);
    }

    function testFuzz_signatures_stand_in_the_trustees_order(uint8 one, uint8 other) public {
        uint256 a = one % COUNT;
        uint256 b = other % COUNT;
        vm.assume(a < b);
        Epoch memory epoch = _epoch(_register(3), 1);
        bytes[] memory signatures = _signatures(epoch);
        (signatures[a], signatures[b]) = (signatures[b], signatures[a]);
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.NotSignedBy.selector, trustees[a]));
        _publish(epoch, signatures);
    }

    function testFuzz_there_is_one_signature_for_each_trustee(uint8 count) public {
        vm.assume(count != COUNT && count < 20);
        Epoch memory epoch = _epoch(_register(3), 1);
        bytes[] memory all = _signatures(epoch);
        bytes[] memory signatures = new bytes[](count);
        for (uint256 i = 0; i < count; i++) {
            signatures[i] = all[i % COUNT];
        }
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.SignatureCount.selector, count, COUNT));
        _publish(epoch, signatures);
    }

    function testFuzz_signatures_cover_every_field(uint8 field, uint64 change) public {
        vm.assume(change > 0);
        Epoch memory epoch = _epoch(_register(3), 1);
        bytes[] memory signatures = _signatures(epoch);

        field %= 4;
        if (field == 0) epoch.id = registry.registerAuthority(bytes32(uint256(change)), trustees, 3, "", _rules());
        if (field == 1) epoch.key = _point(KEY_SEED ^ bytes32(uint256(change)));
        if (field == 2) epoch.shares[1 + change % 200] ^= 0x01;
        if (field == 3) epoch.dkgHash ^= bytes32(uint256(change));
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.NotSignedBy.selector, trustees[0]));
        _publish(epoch, signatures);
    }

    function test_signatures_count_for_one_epoch_one_chain_and_one_contract() public {
        Epoch memory epoch = _epoch(_register(3), 1);
        bytes[] memory signatures = _signatures(epoch);
        _publish(epoch, signatures);
        epoch.epoch = 2;
        bytes memory refusal = abi.encodeWithSelector(IOpeningAuthorities.NotSignedBy.selector, trustees[0]);
        vm.expectRevert(refusal);
        _publish(epoch, signatures);

        signatures[0] = _signDigest(keys[0], _digest(epoch, block.chainid + 1, address(registry)));
        vm.expectRevert(refusal);
        _publish(epoch, signatures);
        signatures[0] = _signDigest(keys[0], _digest(epoch, block.chainid, address(this)));
        vm.expectRevert(refusal);
        _publish(epoch, signatures);
    }

    function test_a_malformed_signature_is_refused() public {
        Epoch memory epoch = _epoch(_register(3), 1);
        bytes[] memory signatures = _signatures(epoch);
        signatures[4] = new bytes(65);
        vm.expectRevert(abi.encodeWithSelector(ECDSA.ECDSAInvalidSignature.selector));
        _publish(epoch, signatures);
    }

    function testFuzz_a_key_without_the_flags_of_a_compressed_point_is_refused(bytes1 first) public {
        vm.assume(first & 0xc0 != 0x80);
        bytes memory key = _point(KEY_SEED);
        key[0] = first;
        _assertKeyRefused(key);
    }

    function test_the_point_at_infinity_is_refused() public {
        bytes memory key = new bytes(48);
        key[0] = 0xc0;
        _assertKeyRefused(key);
    }

    function testFuzz_a_key_of_another_length_is_refused(uint8 length) public {
        vm.assume(length != 48);
        bytes memory key = new bytes(length);
        if (length > 0) key[0] = 0x80;
        _assertKeyRefused(key);
    }

    function testFuzz_there_is_one_verification_share_for_each_trustee(uint16 size) public {
        vm.assume(size != 48 * COUNT && size < 1000);
        Epoch memory epoch = _epoch(_register(3), 1);
        epoch.shares = new bytes(size);
        bytes[] memory signatures = _signatures(epoch);
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.InvalidShares.selector, size, COUNT));
        _publish(epoch, signatures);
    }

    function testFuzz_an_authority_that_nobody_registered_has_no_key(bytes32 id) public {
        Epoch memory epoch = _epoch(id, 1);
        bytes[] memory signatures = _signatures(epoch);
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.UnknownAuthority.selector, id));
        _publish(epoch, signatures);
    }

    // ------------------------------------------------------------------------------------------------------------

    function _people(uint256 count) private pure returns (address[] memory people) {
        people = new address[](count);
        for (uint256 i = 0; i < count; i++) {
            people[i] = address(uint160(i + 1));
        }
    }

    function _assertKeyRefused(bytes memory key) private {
        Epoch memory epoch = _epoch(_register(3), 1);
        epoch.key = key;
        bytes[] memory signatures = _signatures(epoch);
        vm.expectRevert(abi.encodeWithSelector(IOpeningAuthorities.InvalidKey.selector));
        _publish(epoch, signatures);
    }
}
