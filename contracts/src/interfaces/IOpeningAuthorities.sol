// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Opening authorities, their rules, trustees and epoch keys
/// @notice An authority is a set of trustees of whom a threshold can open an escrow token together. Its key is made
/// jointly and counts for one epoch; here every trustee signs for it before anybody encrypts to it. Anyone may
/// register an authority under an id of their own; which of them are recognised is said by the TrustRegistry. The
/// registrar has no power over it afterwards.
///
/// @dev Trustee i (from 1) holds share i of the key. Points are on BLS12-381 G1, 48 bytes compressed. The contract
/// does not check that they are on the curve, in the subgroup, or one another's: whoever reads them does.
///
/// Signatures are EIP-712, domain {"Velum OpeningRegistry", "1", chain id, this contract}; malformed ones revert with
/// the errors of OpenZeppelin's ECDSA. They have no deadline: one for a replacement counts until another one took its
/// number, one for an epoch or a revision only while its ceremony is under way. A trustee that signed for a key or a
/// refresh must therefore keep the share that belongs to it until the chain has, finally, that key, or ended the
/// ceremony without it. As long as an authority never had a ceremony, its trustees may sign for keys that they made
/// elsewhere, with ceremony 0: nothing but their word says how.
///
/// Not prevented: a threshold of trustees can replace all the others, as it can open without them; a replaced trustee
/// keeps the share that it had, which is worth nothing only once all others have deleted theirs of that revision.
interface IOpeningAuthorities {
    /// @notice What the authority binds itself to, for good.
    /// @param delay Seconds from a request to its first approval.
    /// @param lifetime Seconds from the end of the delay to the end of approvals, at least 1.
    /// @param quota How many requests one requester has in a period, at least 1.
    /// @param quotaPeriod Seconds of a period, at least 1; periods begin at multiples of it since 1970.
    /// @param retention Seconds for which an epoch can be opened after the next one was published.
    struct Rules {
        uint32 delay;
        uint32 lifetime;
        uint16 quota;
        uint32 quotaPeriod;
        uint32 retention;
    }

    /// @notice An authority has 1 to `MAX_TRUSTEES` trustees.
    error TrusteeCount(uint256 count);

    /// @notice Trustees are told apart by their addresses: none is zero, none stands twice.
    error InvalidTrustee(address trustee);

    /// @notice The threshold is 1 to the number of trustees. With 1, each trustee opens alone; wallets say so.
    error InvalidThreshold(uint256 threshold, uint256 trustees);

    /// @notice Lifetime, quota and period are at least 1.
    error InvalidRules();

    /// @notice This sender has registered an authority with this salt.
    error AlreadyRegistered(bytes32 id);

    /// @notice There is no authority with this id.
    error UnknownAuthority(bytes32 id);

    /// @notice The sender is not the trustee with this index.
    error NotTrustee(address sender, uint256 index);

    /// @notice There is no trustee with this index, to be replaced or accused.
    error UnknownTrustee(uint256 index);

    /// @notice Epochs rise by one, from 1.
    error EpochNotNext(uint64 published, uint64 offered);

    /// @notice This epoch has no key.
    error UnknownEpoch(uint64 epoch);

    /// @notice The epoch's retention is over.
    error EpochRetired(uint64 epoch);

    /// @notice The epoch's retention is not over, or a request of its last moment could still be voted on.
    error EpochNotRetired(uint64 epoch);

    /// @notice Revisions of an epoch's shares rise by one, from 0.
    error RevisionNotNext(uint64 published, uint64 offered);

    /// @notice A key is 48 bytes, compressed, and not the point at infinity (under which nothing is hidden).
    error InvalidKey();

    /// @notice There are 48 bytes of verification shares for each trustee.
    error InvalidShares(uint256 size, uint256 trustees);

    /// @notice There is one signature for each trustee, or, for a replacement, for each signer.
    error SignatureCount(uint256 signatures, uint256 trustees);

    /// @notice The signature in this trustee's place is not the trustee's.
    error NotSignedBy(address trustee);

    /// @notice A replacement is signed by a threshold of trustees.
    error NotEnoughSigners(uint256 signers, uint256 threshold);

    /// @notice Signers stand in the order of their indexes, each once, from 1 to the number of trustees.
    error SignersNotAscending(uint256 index);

    /// @notice The trustee has attested this.
    error AlreadyAttested(uint64 epoch, uint256 index);

    /// @notice An authority was registered.
    event AuthorityRegistered(
        bytes32 indexed id, address indexed registrar, address[] trustees, uint16 threshold, string name, Rules rules
    );

    /// @notice An epoch's key was published; with it begins the epoch.
    event EpochPublished(
        bytes32 indexed id, uint64 indexed epoch, bytes key, bytes verificationShares, bytes32 dkgHash
    );

    /// @notice An epoch's shares were replaced; its key stays.
    event EpochRefreshed(
        bytes32 indexed id, uint64 indexed epoch, uint64 revision, bytes verificationShares, bytes32 dkgHash
    );

    /// @notice A trustee was replaced. The newcomer has no share until a refresh or the next epoch.
    /// @param nonce How many replacements came before this one.
    event TrusteeReplaced(bytes32 indexed id, uint16 indexed index, address from, address to, uint64 nonce);

    /// @notice A trustee gave a sign of life.
    event TrusteeSeen(bytes32 indexed id, uint16 indexed index);

    /// @notice A trustee says that it has destroyed its shares of a retired epoch. Nobody can check that.
    event SharesDestroyed(bytes32 indexed id, uint64 indexed epoch, uint16 indexed index);

    /// @notice How many trustees an authority can have: 64.
    function MAX_TRUSTEES() external view returns (uint256);

    /// @notice Registers an authority, for good.
    /// @param salt Any value that the sender has not used.
    /// @param trustees In the order of their shares.
    /// @param threshold How many of them open together.
    /// @param name What people call the authority.
    /// @param rules Due process; it never changes.
    /// @return id keccak256(abi.encode(chain id, this contract, sender, salt)).
    function registerAuthority(
        bytes32 salt,
        address[] calldata trustees,
        uint16 threshold,
        string calldata name,
        Rules calldata rules
    ) external returns (bytes32 id);

    /// @notice Publishes the key of an authority's next epoch, and ends the ceremony for it; anyone may send it.
    /// @dev Type `EpochKey(bytes32 authority,uint64 ceremony,uint64 epoch,bytes32 keyHash,bytes32 sharesHash,bytes32 dkgHash)`,
    /// where the first two hashes are keccak256 of the bytes.
    /// @param id The authority.
    /// @param ceremony The one under way, which is for this epoch; 0 where the authority never had one.
    /// @param epoch One more than the published one.
    /// @param key The joint public key.
    /// @param verificationShares The trustees' public shares, 48 bytes each, in their order.
    /// @param dkgHash SHA-256 of the transcript of the key's generation.
    /// @param signatures One of each trustee, 65 bytes r, s, v, in their order.
    function publishEpoch(
        bytes32 id,
        uint64 ceremony,
        uint64 epoch,
        bytes calldata key,
        bytes calldata verificationShares,
        bytes32 dkgHash,
        bytes[] calldata signatures
    ) external;

    /// @notice Publishes new shares of an epoch's key, and ends the ceremony for it; anyone may send it. Partial
    /// decryptions of different revisions do not combine: a request that is under way is better answered first.
    /// @dev Type `Refresh(bytes32 authority,uint64 ceremony,uint64 epoch,uint64 revision,bytes32 sharesHash,bytes32 dkgHash)`.
    /// @param ceremony The one under way, which is for this epoch; 0 where the authority never had one.
    /// @param revision One more than the epoch's.
    /// @param verificationShares The trustees' new public shares, 48 bytes each, in their order.
    /// @param dkgHash SHA-256 of the transcript of the refresh.
    /// @param signatures One of each present trustee, in their order.
    function publishRefresh(
        bytes32 id,
        uint64 ceremony,
        uint64 epoch,
        uint64 revision,
        bytes calldata verificationShares,
        bytes32 dkgHash,
        bytes[] calldata signatures
    ) external;

    /// @notice Gives a trustee's place to somebody else; anyone may send it. A ceremony under way is aborted by it
    /// (with `by` and `accused` 0): else the one who is to go could stand in the way by beginning ceremonies.
    /// Votes that the predecessor cast stay; the place has one vote on each request.
    /// @dev Type `Replacement(bytes32 authority,uint16 index,address replacement,uint64 nonce)`.
    /// @param signers Indexes of a threshold or more of the present trustees, ascending. The replaced may be one.
    /// @param signatures One of each signer, in their order.
    function replaceTrustee(
        bytes32 id,
        uint16 index,
        address replacement,
        uint16[] calldata signers,
        bytes[] calldata signatures
    ) external;

    /// @notice A sign of life, by the trustee.
    function checkIn(bytes32 id, uint16 index) external;

    /// @notice Says that the sender has destroyed its shares of an epoch, by the trustee, once the retention is over, and
    /// the delay and the lifetime of a request that was made in its last moment.
    function attestDestroyed(bytes32 id, uint64 epoch, uint16 index) external;

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

    /// @notice An authority's rules; all zero when there is no such authority.
    function rules(bytes32 id) external view returns (Rules memory);

    /// @notice The trustees in the order of their shares; empty when there is no such authority.
    function trustees(bytes32 id) external view returns (address[] memory);

    /// @notice How many trustees of an authority were replaced; the nonce of the next replacement.
    function replacements(bytes32 id) external view returns (uint64);

    /// @notice The key of an epoch; empty when there is none.
    /// @return key 48 bytes.
    /// @return sharesHash keccak256 of the present verification shares, which an event holds.
    /// @return dkgHash As published with the key; a refresh's stands in its event.
    /// @return publishedAt When (seconds since 1970, the block's time).
    /// @return revision How often the shares were refreshed.
    /// @return destroyed Bit i - 1 is set when trustee i has attested the destruction of its shares.
    function epochKey(bytes32 id, uint64 epoch)
        external
        view
        returns (
            bytes memory key,
            bytes32 sharesHash,
            bytes32 dkgHash,
            uint64 publishedAt,
            uint64 revision,
            uint64 destroyed
        );
}
