// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IdentityControlled} from "./IdentityControlled.sol";
import {IEthereumDIDRegistry} from "./interfaces/IEthereumDIDRegistry.sol";
import {ITrustRegistry} from "./interfaces/ITrustRegistry.sol";

/// @title Who is trusted with what, by whom, until when
/// @notice See ITrustRegistry, which says what each function does, emits and refuses.
contract TrustRegistry is ITrustRegistry, IdentityControlled, AccessControl {
    struct Issuer {
        uint64 until;
        address by;
        string name;
    }

    struct Verifier {
        address account;
        uint64 until;
        address by;
    }

    struct Authority {
        uint64 until;
        address by;
    }

    struct Scope {
        address by;
        bool withdrawn;
        string name;
        string[] clientIds;
        mapping(bytes32 clientIdHash => bool) holds;
    }

    struct Template {
        uint64 version;
        bytes32 profileHash;
    }

    bytes32 private constant PUBLISH_TEMPLATE_TYPEHASH = keccak256(
        "PublishTemplate(address identity,bytes32 templateHash,uint64 version,bytes profile,uint256 deadline)"
    );

    /// @inheritdoc ITrustRegistry
    bytes32 public constant ACCREDITOR_ROLE = keccak256("ACCREDITOR_ROLE");

    /// @inheritdoc ITrustRegistry
    uint256 public constant MAX_SCOPE_MEMBERS = 64;

    /// @inheritdoc ITrustRegistry
    uint256 public constant MAX_PROFILE_BYTES = 8192;

    /// @inheritdoc ITrustRegistry
    mapping(address identity => mapping(bytes32 templateHash => Template)) public template;

    /// @inheritdoc ITrustRegistry
    mapping(address identity => mapping(bytes32 profileHash => bool)) public isPublished;

    mapping(address identity => Issuer) private _issuers;
    mapping(bytes32 clientIdHash => Verifier) private _verifiers;
    mapping(bytes32 id => Authority) private _authorities;
    mapping(bytes32 scopeId => Scope) private _scopes;

    /// @param admin Names the accreditors, and is the first of them.
    constructor(IEthereumDIDRegistry didRegistry_, address admin)
        EIP712("Velum TrustRegistry", "1")
        IdentityControlled(didRegistry_)
    {
        if (admin == address(0)) revert NoAccount();
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(ACCREDITOR_ROLE, admin);
    }

    modifier ahead(uint64 until) {
        if (!_isAhead(until)) revert UntilNotAhead(until);
        _;
    }

    /// @inheritdoc ITrustRegistry
    function accreditIssuer(address identity, uint64 until, string calldata name)
        external
        onlyRole(ACCREDITOR_ROLE)
        ahead(until)
    {
        _issuers[identity] = Issuer(until, msg.sender, name);
        emit IssuerAccredited(identity, until, name, msg.sender);
    }

    /// @inheritdoc ITrustRegistry
    function withdrawIssuer(address identity) external onlyRole(ACCREDITOR_ROLE) {
        if (_issuers[identity].until == 0) revert NothingToWithdraw();
        delete _issuers[identity];
        emit IssuerWithdrawn(identity, msg.sender);
    }

    /// @inheritdoc ITrustRegistry
    function registerVerifier(string calldata clientId, address account, uint64 until)
        external
        onlyRole(ACCREDITOR_ROLE)
        ahead(until)
    {
        if (account == address(0)) revert NoAccount();
        bytes32 clientIdHash = keccak256(bytes(clientId));
        _verifiers[clientIdHash] = Verifier(account, until, msg.sender);
        emit VerifierRegistered(clientIdHash, clientId, account, until, msg.sender);
    }

    /// @inheritdoc ITrustRegistry
    function withdrawVerifier(string calldata clientId) external onlyRole(ACCREDITOR_ROLE) {
        bytes32 clientIdHash = keccak256(bytes(clientId));
        if (_verifiers[clientIdHash].until == 0) revert NothingToWithdraw();
        delete _verifiers[clientIdHash];
        emit VerifierWithdrawn(clientIdHash, clientId, msg.sender);
    }

    /// @inheritdoc ITrustRegistry
    function recogniseAuthority(bytes32 id, uint64 until) external onlyRole(ACCREDITOR_ROLE) ahead(until) {
        _authorities[id] = Authority(until, msg.sender);
        emit AuthorityRecognised(id, until, msg.sender);
    }

    /// @inheritdoc ITrustRegistry
    function withdrawAuthority(bytes32 id) external onlyRole(ACCREDITOR_ROLE) {
        if (_authorities[id].until == 0) revert NothingToWithdraw();
        delete _authorities[id];
        emit AuthorityWithdrawn(id, msg.sender);
    }

    /// @inheritdoc ITrustRegistry
    function defineScope(bytes32 scopeId, string calldata name, string[] calldata clientIds)
        external
        onlyRole(ACCREDITOR_ROLE)
    {
        if (clientIds.length == 0 || clientIds.length > MAX_SCOPE_MEMBERS) revert ScopeSize(clientIds.length);
        Scope storage defined = _scopes[scopeId];
        if (defined.by != address(0)) revert ScopeAlreadyDefined(scopeId);

        defined.by = msg.sender;
        defined.name = name;
        for (uint256 i = 0; i < clientIds.length; i++) {
            defined.clientIds.push(clientIds[i]);
            defined.holds[keccak256(bytes(clientIds[i]))] = true;
        }
        emit ScopeDefined(scopeId, name, clientIds, msg.sender);
    }

    /// @inheritdoc ITrustRegistry
    function withdrawScope(bytes32 scopeId) external onlyRole(ACCREDITOR_ROLE) {
        Scope storage defined = _scopes[scopeId];
        if (defined.by == address(0) || defined.withdrawn) revert NothingToWithdraw();
        defined.withdrawn = true;
        emit ScopeWithdrawn(scopeId, msg.sender);
    }

    /// @inheritdoc ITrustRegistry
    function publishTemplate(address identity, bytes32 templateHash, bytes calldata profile) external {
        _publish(msg.sender, identity, templateHash, template[identity][templateHash].version + 1, profile);
    }

    /// @inheritdoc ITrustRegistry
    function publishTemplateSigned(
        address identity,
        bytes32 templateHash,
        uint64 version,
        bytes calldata profile,
        uint256 deadline,
        bytes calldata signature
    ) external {
        bytes32 message = keccak256(
            abi.encode(PUBLISH_TEMPLATE_TYPEHASH, identity, templateHash, version, keccak256(profile), deadline)
        );
        _publish(_signer(message, deadline, signature), identity, templateHash, version, profile);
    }

    /// @inheritdoc ITrustRegistry
    function issuer(address identity) external view returns (uint64 until, address by, string memory name) {
        Issuer storage found = _issuers[identity];
        if (_isAhead(found.until)) return (found.until, found.by, found.name);
    }

    /// @inheritdoc ITrustRegistry
    function verifier(string calldata clientId) external view returns (address account, uint64 until, address by) {
        Verifier storage found = _verifiers[keccak256(bytes(clientId))];
        if (_isAhead(found.until)) return (found.account, found.until, found.by);
    }

    /// @inheritdoc ITrustRegistry
    function authority(bytes32 id) external view returns (uint64 until, address by) {
        Authority storage found = _authorities[id];
        if (_isAhead(found.until)) return (found.until, found.by);
    }

    /// @inheritdoc ITrustRegistry
    function scope(bytes32 scopeId) external view returns (string memory name, string[] memory clientIds, address by) {
        Scope storage found = _scopes[scopeId];
        if (!found.withdrawn) return (found.name, found.clientIds, found.by);
    }

    /// @inheritdoc ITrustRegistry
    function isInScope(bytes32 scopeId, string calldata clientId) external view returns (bool) {
        Scope storage found = _scopes[scopeId];
        return !found.withdrawn && found.holds[keccak256(bytes(clientId))];
    }

    function _publish(address actor, address identity, bytes32 templateHash, uint64 version, bytes calldata profile)
        private
    {
        _requireControl(identity, actor);
        if (profile.length == 0 || profile.length > MAX_PROFILE_BYTES) revert ProfileSize(profile.length);
        Template storage current = template[identity][templateHash];
        if (version != current.version + 1) revert VersionNotNext(current.version, version);

        bytes32 profileHash = sha256(profile);
        current.version = version;
        current.profileHash = profileHash;
        isPublished[identity][profileHash] = true;
        emit TemplatePublished(identity, templateHash, version, profileHash, profile);
    }

    /// @dev The last second of a term counts.
    function _isAhead(uint64 until) private view returns (bool) {
        return until >= block.timestamp;
    }
}
