// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Opening authorities and their epoch keys
/// @notice An authority is a set of trustees of whom a threshold can open an escrow token together. Its key is made
/// jointly and counts for one epoch; here every trustee signs for it before anybody encrypts to it. Anyone may
/// register an authority under an id of their own; which of them are recognised is said by the TrustRegistry.
///
/// @dev Trustee i (from 1) holds share i of the key. Points are on BLS12-381 G1, 48 bytes compressed. The contract
/// does not check that they are on the curve, in the subgroup, or one another's: whoever reads them does.
interface IOpeningRegistry {
    /// @notice An authority has 1 to `MAX_TRUSTEES` trustees.
    error TrusteeCount(uint256 count);

    /// @notice Trustees are told apart by their addresses: none is zero, none stands twice.
    error InvalidTrustee(address trustee);

    /// @notice The threshold is 1 to the number of trustees. With 1, each trustee opens alone; wallets say so.
    error InvalidThreshold(uint256 threshold, uint256 trustees);

    /// @notice This sender has registered an authority with this salt.
    error AlreadyRegistered(bytes32 id);

    /// @notice There is no authority with this id.
    error UnknownAuthority(bytes32 id);

    /// @notice Epochs rise by one, from 1.
    error EpochNotNext(uint64 published, uint64 offered);

    /// @notice A key is 48 bytes, compressed, and not the point at infinity (under which nothing is hidden).
    error InvalidKey();

    /// @notice There are 48 bytes of verification shares for each trustee.
    error InvalidShares(uint256 size, uint256 trustees);

    /// @notice There is one signature for each trustee.
    error SignatureCount(uint256 signatures, uint256 trustees);

    /// @notice The signature in this trustee's place is not the trustee's.
    error NotSignedBy(address trustee);

    /// @notice An authority was registered.
    event AuthorityRegistered(
        bytes32 indexed id, address indexed registrar, address[] trustees, uint16 threshold, string name
    );

    /// @notice An epoch's key was published; with it begins the epoch.
    event EpochPublished(
        bytes32 indexed id, uint64 indexed epoch, bytes key, bytes verificationShares, bytes32 dkgHash
    );

    /// @notice How many trustees an authority can have: 64.
    function MAX_TRUSTEES() external view returns (uint256);

    /// @notice Registers an authority, for good.
    /// @param salt Any value that the sender has not used.
    /// @param trustees In the order of their shares.
    /// @param threshold How many of them open together.
    /// @param name What people call the authority.
    /// @return id keccak256(abi.encode(chain id, this contract, sender, salt)).
    function registerAuthority(bytes32 salt, address[] calldata trustees, uint16 threshold, string calldata name)
        external
        returns (bytes32 id);

    /// @notice Publishes the key of an authority's next epoch; anyone may send it.
    /// @dev EIP-712, domain {"Velum OpeningRegistry", "1", chain id, this contract}, type
    /// `EpochKey(bytes32 authority,uint64 epoch,bytes32 keyHash,bytes32 sharesHash,bytes32 dkgHash)`, where the first
    /// two hashes are keccak256 of the bytes. Malformed signatures revert with the errors of OpenZeppelin's ECDSA.
    /// @param id The authority.
    /// @param epoch One more than the published one.
    /// @param key The joint public key.
    /// @param verificationShares The trustees' public shares, 48 bytes each, in their order.
    /// @param dkgHash SHA-256 of the transcript of the key's generation.
    /// @param signatures One of each trustee, 65 bytes r, s, v, in their order.
    function publishEpoch(
        bytes32 id,
        uint64 epoch,
        bytes calldata key,
        bytes calldata verificationShares,
        bytes32 dkgHash,
        bytes[] calldata signatures
    ) external;

    /// @notice The id of what `registrar` registers with `salt`.
    function authorityId(address registrar, bytes32 salt) external view returns (bytes32);

    /// @notice An authority; all empty when there is none.
    /// @return registrar Who registered it.
    /// @return threshold How many trustees open together.
    /// @return epoch The current epoch; 0 before the first key.
    function authority(bytes32 id)
        external
        view
        returns (address registrar, uint16 threshold, uint64 epoch, string memory name);

    /// @notice The trustees in the order of their shares; empty when there is no such authority.
    function trustees(bytes32 id) external view returns (address[] memory);

    /// @notice The key of an epoch; empty when there is none.
    /// @return key 48 bytes.
    /// @return sharesHash keccak256 of the verification shares, which the event holds.
    /// @return dkgHash As published.
    /// @return publishedAt When (seconds since 1970, the block's time).
    function epochKey(bytes32 id, uint64 epoch)
        external
        view
        returns (bytes memory key, bytes32 sharesHash, bytes32 dkgHash, uint64 publishedAt);
}
