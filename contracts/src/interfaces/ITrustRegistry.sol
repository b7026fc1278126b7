// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IIdentityControlled} from "./IIdentityControlled.sol";

/// @title Who is trusted with what, by whom, until when
/// @notice Accreditors name issuers, verifiers, opening authorities and shared pseudonym scopes. Issuers publish the
/// profile of each of their templates: what every credential of it has in common. What is over or withdrawn reads as
/// not there, by the block's time; the events keep all of it.
///
/// @dev Accreditors hold `ACCREDITOR_ROLE` (OpenZeppelin AccessControl); its admin names and removes them. Times are
/// seconds since 1970.
interface ITrustRegistry is IIdentityControlled {
    /// @notice A time that is not ahead.
    error UntilNotAhead(uint64 until);

    /// @notice There is nothing (any more) to withdraw.
    error NothingToWithdraw();

    /// @notice A verifier needs an address, since nobody could act for the zero address.
    error NoAccount();

    /// @notice A scope is defined once: another list of services would link what its holders were told is apart.
    error ScopeAlreadyDefined(bytes32 scopeId);

    /// @notice A scope names 1 to `MAX_SCOPE_MEMBERS` services.
    error ScopeSize(uint256 size);

    /// @notice The version that was signed is not the next one of this template.
    error VersionNotNext(uint64 published, uint64 offered);

    /// @notice A profile has 1 to `MAX_PROFILE_BYTES` bytes.
    error ProfileSize(uint256 size);

    /// @notice An issuer was accredited, anew or for longer.
    event IssuerAccredited(address indexed identity, uint64 until, string name, address indexed by);

    /// @notice An issuer's accreditation was withdrawn.
    event IssuerWithdrawn(address indexed identity, address indexed by);

    /// @notice A verifier was registered under `keccak256(clientId)`.
    event VerifierRegistered(
        bytes32 indexed clientIdHash, string clientId, address indexed account, uint64 until, address indexed by
    );

    /// @notice A verifier's registration was withdrawn.
    event VerifierWithdrawn(bytes32 indexed clientIdHash, string clientId, address indexed by);

    /// @notice An opening authority was recognised, anew or for longer.
    event AuthorityRecognised(bytes32 indexed id, uint64 until, address indexed by);

    /// @notice An authority's recognition was withdrawn.
    event AuthorityWithdrawn(bytes32 indexed id, address indexed by);

    /// @notice A scope was defined.
    event ScopeDefined(bytes32 indexed scopeId, string name, string[] clientIds, address indexed by);

    /// @notice A scope was withdrawn, for good.
    event ScopeWithdrawn(bytes32 indexed scopeId, address indexed by);

    /// @notice A profile became the current one of a template.
    event TemplatePublished(
        address indexed identity, bytes32 indexed templateHash, uint64 version, bytes32 profileHash, bytes profile
    );

    /// @notice The role of those who accredit, register, recognise and define.
    function ACCREDITOR_ROLE() external view returns (bytes32);

    /// @notice How many services a scope can have: 64.
    function MAX_SCOPE_MEMBERS() external view returns (uint256);

    /// @notice The size of the longest profile: 8 KiB.
    function MAX_PROFILE_BYTES() external view returns (uint256);

    /// @notice Accredits an issuer, or changes its name and term.
    /// @param identity The ERC-1056 identity of its did:ethr.
    /// @param until The last second of the term, ahead of now.
    /// @param name What people call it.
    function accreditIssuer(address identity, uint64 until, string calldata name) external;

    /// @notice Ends an issuer's accreditation now.
    function withdrawIssuer(address identity) external;

    /// @notice Registers a verifier, or changes its address and term.
    /// @param clientId The full client id with its prefix, as its requests carry it, byte for byte.
    /// @param account The address that acts for it on chain.
    function registerVerifier(string calldata clientId, address account, uint64 until) external;

    /// @notice Ends a verifier's registration now.
    function withdrawVerifier(string calldata clientId) external;

    /// @notice Recognises an opening authority, or changes its term.
    /// @param id Its id in the OpeningRegistry.
    function recogniseAuthority(bytes32 id, uint64 until) external;

    /// @notice Ends an authority's recognition now.
    function withdrawAuthority(bytes32 id) external;

    /// @notice Defines a scope in which several services see the same pseudonym of a holder.
    /// @param scopeId Never used before.
    /// @param name What people call it.
    /// @param clientIds Every service of the scope, 1 to 64.
    function defineScope(bytes32 scopeId, string calldata name, string[] calldata clientIds) external;

    /// @notice Ends a scope, for good.
    function withdrawScope(bytes32 scopeId) external;

    /// @notice Makes a profile the current one of a template, by a transaction of the owner or a delegate.
    /// @param identity The ERC-1056 identity of the issuer.
    /// @param templateHash SHA-256 that names the template.
    /// @param profile The profile's bytes; its hash is their SHA-256. An older profile may become the current one again.
    function publishTemplate(address identity, bytes32 templateHash, bytes calldata profile) external;

    /// @notice Makes a profile the current one of a template, by a signature of the owner or a delegate; anyone may
    /// send it.
    /// @dev EIP-712, domain {"Velum TrustRegistry", "1", chain id, this contract}, type `PublishTemplate(address
    /// identity,bytes32 templateHash,uint64 version,bytes profile,uint256 deadline)`. The version is what keeps an
    /// older signature from bringing an older profile back.
    /// @param version One more than the template's published versions.
    /// @param deadline The last second (since 1970) in which the signature counts.
    /// @param signature 65 bytes r, s, v.
    function publishTemplateSigned(
        address identity,
        bytes32 templateHash,
        uint64 version,
        bytes calldata profile,
        uint256 deadline,
        bytes calldata signature
    ) external;

    /// @notice An accredited issuer; all zero when it is not accredited now.
    function issuer(address identity) external view returns (uint64 until, address by, string memory name);

    /// @notice A registered verifier; all zero when it is not registered now.
    function verifier(string calldata clientId) external view returns (address account, uint64 until, address by);

    /// @notice A recognised authority; all zero when it is not recognised now.
    function authority(bytes32 id) external view returns (uint64 until, address by);

    /// @notice A scope; all empty when it is not defined or was withdrawn.
    function scope(bytes32 scopeId) external view returns (string memory name, string[] memory clientIds, address by);

    /// @notice Whether a scope names a service.
    function isInScope(bytes32 scopeId, string calldata clientId) external view returns (bool);

    /// @notice The current profile of a template; version 0 when there is none.
    /// @return version Rises by one with each publication.
    /// @return profileHash SHA-256 of the profile's bytes.
    function template(address identity, bytes32 templateHash)
        external
        view
        returns (uint64 version, bytes32 profileHash);

    /// @notice Whether the identity ever published the profile with this hash; once true, it stays so.
    function isPublished(address identity, bytes32 profileHash) external view returns (bool);
}
