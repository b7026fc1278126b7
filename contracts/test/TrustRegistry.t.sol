// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IEthereumDIDRegistry} from "../src/interfaces/IEthereumDIDRegistry.sol";
import {IIdentityControlled} from "../src/interfaces/IIdentityControlled.sol";
import {ITrustRegistry} from "../src/interfaces/ITrustRegistry.sol";
import {TrustRegistry} from "../src/TrustRegistry.sol";
import {RegistryTest} from "./support/RegistryTest.sol";

contract TrustRegistryTest is RegistryTest {
    string private constant CLIENT = "decentralized_identifier:did:web:localhost%3A4040";
    bytes32 private constant ID = keccak256("an authority");
    bytes32 private constant SCOPE = keccak256("a scope");
    /// keccak256("ACCREDITOR_ROLE"), as the documentation names it.
    bytes32 private constant ROLE = keccak256("ACCREDITOR_ROLE");

    TrustRegistry private registry;
    address private accreditor;
    uint64 private until;

    function setUp() public override {
        super.setUp();
        accreditor = address(0xACC);
        registry = new TrustRegistry(didRegistry, accreditor);
        until = uint64(block.timestamp + 30 days);
    }

    // --- issuers ------------------------------------------------------------------------------------------------

    function test_an_accreditor_accredits_an_issuer() public {
        _assertIssuer(0, address(0), "");
        vm.expectEmit();
        emit ITrustRegistry.IssuerAccredited(owner, until, "Town Hall", accreditor);
        _accredit(until, "Town Hall");
        _assertIssuer(until, accreditor, "Town Hall");
    }

    function test_a_second_accreditation_replaces_the_first() public {
        _accredit(until, "Town Hall");
        _accredit(until + 1, "City Hall");
        _assertIssuer(until + 1, accreditor, "City Hall");
    }

    function testFuzz_an_accreditation_counts_through_its_last_second(uint32 term) public {
        until = uint64(block.timestamp) + term;
        _accredit(until, "Town Hall");
        vm.warp(until);
        _assertIssuer(until, accreditor, "Town Hall");
        vm.warp(uint256(until) + 1);
        _assertIssuer(0, address(0), "");
    }

    function test_a_withdrawn_accreditation_is_seen_at_once() public {
        _accredit(until, "Town Hall");
        vm.expectEmit();
        emit ITrustRegistry.IssuerWithdrawn(owner, accreditor);
        vm.prank(accreditor);
        registry.withdrawIssuer(owner);
        _assertIssuer(0, address(0), "");

        vm.prank(accreditor);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.NothingToWithdraw.selector));
        registry.withdrawIssuer(owner);
    }

    function testFuzz_a_term_that_is_over_is_refused(uint64 passed) public {
        vm.assume(passed < block.timestamp);
        bytes memory refusal = abi.encodeWithSelector(ITrustRegistry.UntilNotAhead.selector, passed);
        vm.expectRevert(refusal);
        _accredit(passed, "Town Hall");
        vm.expectRevert(refusal);
        _register(CLIENT, stranger, passed);
        vm.expectRevert(refusal);
        _recognise(passed);
    }

    // --- verifiers ----------------------------------------------------------------------------------------------

    function test_an_accreditor_registers_a_verifier() public {
        vm.expectEmit();
        emit ITrustRegistry.VerifierRegistered(keccak256(bytes(CLIENT)), CLIENT, stranger, until, accreditor);
        _register(CLIENT, stranger, until);
        _assertVerifier(CLIENT, stranger, until, accreditor);
        _assertVerifier("decentralized_identifier:did:web:localhost%3a4040", address(0), 0, address(0));
        vm.warp(uint256(until) + 1);
        _assertVerifier(CLIENT, address(0), 0, address(0));
    }

    function test_a_withdrawn_verifier_is_seen_at_once() public {
        _register(CLIENT, stranger, until);
        vm.expectEmit();
        emit ITrustRegistry.VerifierWithdrawn(keccak256(bytes(CLIENT)), CLIENT, accreditor);
        vm.prank(accreditor);
        registry.withdrawVerifier(CLIENT);
        _assertVerifier(CLIENT, address(0), 0, address(0));

        vm.prank(accreditor);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.NothingToWithdraw.selector));
        registry.withdrawVerifier(CLIENT);
    }

    function test_a_verifier_without_an_account_is_refused() public {
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.NoAccount.selector));
        _register(CLIENT, address(0), until);
    }

    // --- authorities --------------------------------------------------------------------------------------------

    function test_an_accreditor_recognises_an_authority_and_withdraws_it() public {
        vm.expectEmit();
        emit ITrustRegistry.AuthorityRecognised(ID, until, accreditor);
        _recognise(until);
        _assertAuthority(until, accreditor);

        vm.expectEmit();
        emit ITrustRegistry.AuthorityWithdrawn(ID, accreditor);
        vm.prank(accreditor);
        registry.withdrawAuthority(ID);
        _assertAuthority(0, address(0));

        vm.prank(accreditor);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.NothingToWithdraw.selector));
        registry.withdrawAuthority(ID);
    }

    function test_a_recognition_ends_with_its_term() public {
        _recognise(until);
        vm.warp(uint256(until) + 1);
        _assertAuthority(0, address(0));
    }

    // --- scopes -------------------------------------------------------------------------------------------------

    function test_a_scope_names_its_services_and_no_others() public {
        string[] memory members = _members(3);
        vm.expectEmit();
        emit ITrustRegistry.ScopeDefined(SCOPE, "Libraries", members, accreditor);
        _define(members);

        (string memory name, string[] memory clientIds, address by) = registry.scope(SCOPE);
        _assertTrue(keccak256(bytes(name)) == keccak256("Libraries") && by == accreditor);
        _assertTrue(keccak256(abi.encode(clientIds)) == keccak256(abi.encode(members)));
        for (uint256 i = 0; i < members.length; i++) {
            _assertTrue(registry.isInScope(SCOPE, members[i]));
            _assertTrue(!registry.isInScope(ID, members[i]));
        }
        _assertTrue(!registry.isInScope(SCOPE, CLIENT));
    }

    function test_a_scope_is_defined_once() public {
        _define(_members(1));
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.ScopeAlreadyDefined.selector, SCOPE));
        _define(_members(2));
    }

    function test_a_withdrawn_scope_holds_nobody_and_stays_withdrawn() public {
        string[] memory members = _members(1);
        _define(members);
        vm.expectEmit();
        emit ITrustRegistry.ScopeWithdrawn(SCOPE, accreditor);
        _withdrawScope();
        _assertTrue(!registry.isInScope(SCOPE, members[0]));
        (string memory name, string[] memory clientIds, address by) = registry.scope(SCOPE);
        _assertTrue(bytes(name).length == 0 && clientIds.length == 0 && by == address(0));

        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.ScopeAlreadyDefined.selector, SCOPE));
        _define(members);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.NothingToWithdraw.selector));
        _withdrawScope();
    }

    function test_a_scope_that_was_never_defined_cannot_be_withdrawn() public {
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.NothingToWithdraw.selector));
        _withdrawScope();
    }

    function test_a_scope_has_1_to_64_services() public {
        _assertTrue(registry.MAX_SCOPE_MEMBERS() == 64);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.ScopeSize.selector, 0));
        _define(_members(0));
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.ScopeSize.selector, 65));
        _define(_members(65));
        _define(_members(64));
    }

    // --- roles --------------------------------------------------------------------------------------------------

    function testFuzz_nobody_without_the_role_changes_who_is_trusted(address actor, uint8 which) public {
        vm.assume(actor != accreditor);
        bytes[8] memory calls = [
            abi.encodeCall(ITrustRegistry.accreditIssuer, (owner, until, "Mine")),
            abi.encodeCall(ITrustRegistry.withdrawIssuer, (owner)),
            abi.encodeCall(ITrustRegistry.registerVerifier, (CLIENT, actor, until)),
            abi.encodeCall(ITrustRegistry.withdrawVerifier, (CLIENT)),
            abi.encodeCall(ITrustRegistry.recogniseAuthority, (ID, until)),
            abi.encodeCall(ITrustRegistry.withdrawAuthority, (ID)),
            abi.encodeCall(ITrustRegistry.defineScope, (SCOPE, "Mine", _members(1))),
            abi.encodeCall(ITrustRegistry.withdrawScope, (SCOPE))
        ];
        vm.prank(actor);
        _assertRefused(address(registry), calls[which % 8], IAccessControl.AccessControlUnauthorizedAccount.selector);
    }

    function test_the_admin_names_accreditors_and_removes_them() public {
        _assertTrue(registry.ACCREDITOR_ROLE() == ROLE);
        vm.prank(accreditor);
        registry.grantRole(ROLE, stranger);
        vm.prank(stranger);
        registry.accreditIssuer(owner, until, "Town Hall");
        _assertIssuer(until, stranger, "Town Hall");

        vm.prank(accreditor);
        registry.revokeRole(ROLE, stranger);
        vm.prank(stranger);
        bytes memory call = abi.encodeCall(ITrustRegistry.withdrawIssuer, (owner));
        _assertRefused(address(registry), call, IAccessControl.AccessControlUnauthorizedAccount.selector);
    }

    function test_it_is_not_deployed_without_an_admin_or_an_erc_1056_registry() public {
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.NoAccount.selector));
        new TrustRegistry(didRegistry, address(0));
        vm.expectRevert(abi.encodeWithSelector(IIdentityControlled.NoDidRegistry.selector, stranger));
        new TrustRegistry(IEthereumDIDRegistry(stranger), accreditor);
    }

    // ------------------------------------------------------------------------------------------------------------

    function _accredit(uint64 until_, string memory name) private {
        vm.prank(accreditor);
        registry.accreditIssuer(owner, until_, name);
    }

    function _register(string memory clientId, address account, uint64 until_) private {
        vm.prank(accreditor);
        registry.registerVerifier(clientId, account, until_);
    }

    function _recognise(uint64 until_) private {
        vm.prank(accreditor);
        registry.recogniseAuthority(ID, until_);
    }

    function _define(string[] memory members) private {
        vm.prank(accreditor);
        registry.defineScope(SCOPE, "Libraries", members);
    }

    function _withdrawScope() private {
        vm.prank(accreditor);
        registry.withdrawScope(SCOPE);
    }

    function _members(uint256 count) private pure returns (string[] memory members) {
        members = new string[](count);
        for (uint256 i = 0; i < count; i++) {
            members[i] = string(abi.encodePacked("x509_san_dns:", bytes32(i)));
        }
    }

    function _assertIssuer(uint64 until_, address by, string memory name) private view {
        (uint64 actualUntil, address actualBy, string memory actualName) = registry.issuer(owner);
        _assertTrue(actualUntil == until_ && actualBy == by);
        _assertTrue(keccak256(bytes(actualName)) == keccak256(bytes(name)));
    }

    function _assertVerifier(string memory clientId, address account, uint64 until_, address by) private view {
        (address actualAccount, uint64 actualUntil, address actualBy) = registry.verifier(clientId);
        _assertTrue(actualAccount == account && actualUntil == until_ && actualBy == by);
    }

    function _assertAuthority(uint64 until_, address by) private view {
        (uint64 actualUntil, address actualBy) = registry.authority(ID);
        _assertTrue(actualUntil == until_ && actualBy == by);
    }
}
