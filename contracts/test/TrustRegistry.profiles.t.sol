// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IIdentityControlled} from "../src/interfaces/IIdentityControlled.sol";
import {ITrustRegistry} from "../src/interfaces/ITrustRegistry.sol";
import {TrustRegistry} from "../src/TrustRegistry.sol";
import {ProfileSigning} from "./support/ProfileSigning.sol";
import {RegistryTest} from "./support/RegistryTest.sol";

contract TrustRegistryProfilesTest is RegistryTest, ProfileSigning {
    bytes32 private constant TEMPLATE = keccak256("a template");
    bytes private constant PROFILE = "a profile";
    bytes private constant LATER = "a later profile";

    TrustRegistry private registry;

    function setUp() public override {
        super.setUp();
        registry = new TrustRegistry(didRegistry, address(0xACC));
    }

    function test_the_owner_publishes_a_profile() public {
        _assertCurrent(0, 0);
        vm.expectEmit();
        emit ITrustRegistry.TemplatePublished(owner, TEMPLATE, 1, sha256(PROFILE), PROFILE);
        _publishAs(owner, PROFILE);
        _assertCurrent(1, sha256(PROFILE));
        _assertTrue(registry.isPublished(owner, sha256(PROFILE)));
        _assertTrue(!registry.isPublished(stranger, sha256(PROFILE)));
    }

    function test_a_later_profile_is_current_and_the_earlier_one_stays_published() public {
        _publishAs(owner, PROFILE);
        _publishAs(owner, LATER);
        _assertCurrent(2, sha256(LATER));
        _assertTrue(registry.isPublished(owner, sha256(PROFILE)));
        _publishAs(owner, PROFILE);
        _assertCurrent(3, sha256(PROFILE));
    }

    function testFuzz_templates_and_issuers_are_apart(bytes32 other) public {
        vm.assume(other != TEMPLATE);
        _publishAs(owner, PROFILE);
        (uint64 version,) = registry.template(owner, other);
        _assertTrue(version == 0);
        (version,) = registry.template(stranger, TEMPLATE);
        _assertTrue(version == 0);
    }

    function test_a_delegate_publishes_until_its_time_is_over() public {
        _addDelegate(VERI_KEY, 1 days);
        _publishAs(delegate, PROFILE);
        vm.warp(block.timestamp + 1 days);
        vm.expectRevert(abi.encodeWithSelector(IIdentityControlled.NotAuthorized.selector, owner, delegate));
        _publishAs(delegate, LATER);
    }

    function testFuzz_nobody_else_publishes(address identity, address actor) public {
        vm.assume(actor != identity);
        vm.expectRevert(abi.encodeWithSelector(IIdentityControlled.NotAuthorized.selector, identity, actor));
        vm.prank(actor);
        registry.publishTemplate(identity, TEMPLATE, PROFILE);
    }

    /// The accreditors say who is trusted; what an issuer's credentials look like is the issuer's.
    function test_an_accreditor_publishes_nothing_for_an_issuer() public {
        vm.expectRevert(abi.encodeWithSelector(IIdentityControlled.NotAuthorized.selector, owner, address(0xACC)));
        _publishAs(address(0xACC), PROFILE);
    }

    function test_a_profile_has_1_to_8192_bytes() public {
        _assertTrue(registry.MAX_PROFILE_BYTES() == 8192);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.ProfileSize.selector, 0));
        _publishAs(owner, "");
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.ProfileSize.selector, 8193));
        _publishAs(owner, new bytes(8193));
        _publishAs(owner, new bytes(8192));
    }

    function testFuzz_anyone_may_send_the_owners_signature(address sender, bytes32 templateHash, bytes calldata profile)
        public
    {
        vm.assume(profile.length > 0);
        Publication memory publication = Publication(owner, templateHash, 1, profile, block.timestamp);
        bytes memory signature = _sign(OWNER_KEY, publication);
        vm.prank(sender);
        registry.publishTemplateSigned(owner, templateHash, 1, profile, block.timestamp, signature);
        (uint64 version, bytes32 profileHash) = registry.template(owner, templateHash);
        _assertTrue(version == 1 && profileHash == sha256(profile));
    }

    function test_an_older_signature_does_not_bring_an_older_profile_back() public {
        Publication memory older = Publication(owner, TEMPLATE, 1, PROFILE, block.timestamp);
        bytes memory call = _call(older, _sign(OWNER_KEY, older));
        (bool accepted,) = address(registry).call(call);
        _assertTrue(accepted);
        _publishAs(owner, LATER);
        _assertRefused(address(registry), call, ITrustRegistry.VersionNotNext.selector);
        _assertCurrent(2, sha256(LATER));
    }

    function testFuzz_a_version_that_is_not_next_is_refused(uint64 version) public {
        vm.assume(version != 2);
        _publishAs(owner, PROFILE);
        Publication memory publication = Publication(owner, TEMPLATE, version, LATER, block.timestamp);
        bytes memory signature = _sign(OWNER_KEY, publication);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.VersionNotNext.selector, 1, version));
        registry.publishTemplateSigned(owner, TEMPLATE, version, LATER, block.timestamp, signature);
    }

    function testFuzz_a_signature_covers_every_field(uint8 field, uint64 change) public {
        vm.assume(change > 0 && change < type(uint64).max - 2 ** 40);
        Publication memory publication = Publication(owner, TEMPLATE, 1, PROFILE, block.timestamp + 1 hours);
        bytes memory signature = _sign(OWNER_KEY, publication);

        field %= 5;
        if (field == 0) publication.identity = address(uint160(publication.identity) ^ change);
        if (field == 1) publication.templateHash ^= bytes32(uint256(change));
        if (field == 2) publication.version += change;
        if (field == 3) publication.profile = abi.encodePacked(PROFILE, change);
        if (field == 4) publication.deadline += change;
        _assertRefused(address(registry), _call(publication, signature), IIdentityControlled.NotAuthorized.selector);
    }

    function test_a_signature_counts_until_its_deadline_on_one_chain_and_for_one_contract() public {
        Publication memory publication = Publication(owner, TEMPLATE, 1, PROFILE, block.timestamp);
        address other = address(new TrustRegistry(didRegistry, address(0xACC)));
        bytes memory forAnother = _signDigest(OWNER_KEY, _digest(publication, block.chainid, other));
        bytes4 refusal = IIdentityControlled.NotAuthorized.selector;
        _assertRefused(address(registry), _call(publication, forAnother), refusal);

        bytes memory call = _call(publication, _sign(OWNER_KEY, publication));
        uint256 chainId = block.chainid;
        vm.chainId(chainId + 1);
        _assertRefused(address(registry), call, refusal);
        vm.chainId(chainId);
        vm.warp(block.timestamp + 1);
        _assertRefused(address(registry), call, IIdentityControlled.SignatureExpired.selector);
    }

    // ------------------------------------------------------------------------------------------------------------

    function _publishAs(address actor, bytes memory profile) private {
        vm.prank(actor);
        registry.publishTemplate(owner, TEMPLATE, profile);
    }

    function _sign(uint256 secretKey, Publication memory publication) private view returns (bytes memory) {
        return _signDigest(secretKey, _digest(publication, block.chainid, address(registry)));
    }

    function _call(Publication memory p, bytes memory signature) private pure returns (bytes memory) {
        return abi.encodeCall(
            ITrustRegistry.publishTemplateSigned,
            (p.identity, p.templateHash, p.version, p.profile, p.deadline, signature)
        );
    }

    function _assertCurrent(uint64 version, bytes32 profileHash) private view {
        (uint64 actualVersion, bytes32 actualHash) = registry.template(owner, TEMPLATE);
        _assertTrue(actualVersion == version && actualHash == profileHash);
    }
}
