// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IOpeningAuthorities} from "./interfaces/IOpeningAuthorities.sol";

/// @title Opening authorities, their rules, trustees and epoch keys
/// @notice See IOpeningAuthorities, which says what each function does, emits and refuses.
abstract contract OpeningAuthorities is IOpeningAuthorities, EIP712 {
    struct Authority {
        address registrar;
        uint16 threshold;
        uint64 epoch;
        Rules rules;
        uint64 replacements;
        string name;
        address[] trustees;
    }

    struct EpochKey {
        bytes key;
        bytes32 sharesHash;
        bytes32 dkgHash;
        uint64 publishedAt;
        uint64 revision;
        uint64 destroyed;
    }

    bytes32 private constant EPOCH_KEY_TYPEHASH = keccak256(
        "EpochKey(bytes32 authority,uint64 ceremony,uint64 epoch,bytes32 keyHash,bytes32 sharesHash,bytes32 dkgHash)"
    );
    bytes32 private constant REFRESH_TYPEHASH = keccak256(
        "Refresh(bytes32 authority,uint64 ceremony,uint64 epoch,uint64 revision,bytes32 sharesHash,bytes32 dkgHash)"
    );
    bytes32 private constant REPLACEMENT_TYPEHASH =
        keccak256("Replacement(bytes32 authority,uint16 index,address replacement,uint64 nonce)");

    uint256 private constant POINT_BYTES = 48;
    /// @dev The first byte of a compressed point: bit 7 is set, bit 6 only for the point at infinity.
    bytes1 private constant POINT_FLAGS = 0xc0;
    bytes1 private constant COMPRESSED = 0x80;

    /// @inheritdoc IOpeningAuthorities
    uint256 public constant MAX_TRUSTEES = 64;

    /// @inheritdoc IOpeningAuthorities
    mapping(bytes32 id => mapping(uint64 epoch => EpochKey)) public epochKey;

    mapping(bytes32 id => Authority) internal _authorities;

    /// @inheritdoc IOpeningAuthorities
    function registerAuthority(
        bytes32 salt,
        address[] calldata trustees_,
        uint16 threshold,
        string calldata name,
        Rules calldata rules_
    ) external returns (bytes32 id) {
        if (trustees_.length == 0 || trustees_.length > MAX_TRUSTEES) {
            revert TrusteeCount(trustees_.length);
        }
        if (threshold == 0 || threshold > trustees_.length) revert InvalidThreshold(threshold, trustees_.length);
        for (uint256 i = 0; i < trustees_.length; i++) {
            if (trustees_[i] == address(0)) revert InvalidTrustee(address(0));
            for (uint256 j = 0; j < i; j++) {
                if (trustees_[i] == trustees_[j]) revert InvalidTrustee(trustees_[i]);
            }
        }
        if (rules_.lifetime == 0 || rules_.quota == 0 || rules_.quotaPeriod == 0) revert InvalidRules();
        id = authorityId(msg.sender, salt);
        Authority storage registered = _authorities[id];
        if (registered.registrar != address(0)) revert AlreadyRegistered(id);

        registered.registrar = msg.sender;
        registered.threshold = threshold;
        registered.rules = rules_;
        registered.name = name;
        registered.trustees = trustees_;
        emit AuthorityRegistered(id, msg.sender, trustees_, threshold, name, rules_);
    }

    /// @inheritdoc IOpeningAuthorities
    function publishEpoch(
        bytes32 id,
        uint64 ceremony,
        uint64 epoch,
        bytes calldata key,
        bytes calldata verificationShares,
        bytes32 dkgHash,
        bytes[] calldata signatures
    ) external {
        Authority storage registered = _registered(id);
        if (epoch != registered.epoch + 1) revert EpochNotNext(registered.epoch, epoch);
        if (key.length != POINT_BYTES || key[0] & POINT_FLAGS != COMPRESSED) revert InvalidKey();
        bytes32 sharesHash = _sharesHash(registered, verificationShares);
        _requireSignedByAll(
            registered,
            keccak256(abi.encode(EPOCH_KEY_TYPEHASH, id, ceremony, epoch, keccak256(key), sharesHash, dkgHash)),
            signatures
        );

        registered.epoch = epoch;
        epochKey[id][epoch] = EpochKey(key, sharesHash, dkgHash, uint64(block.timestamp), 0, 0);
        emit EpochPublished(id, epoch, key, verificationShares, dkgHash);
        _ceremonyPublished(id, ceremony, epoch);
    }

    /// @inheritdoc IOpeningAuthorities
    function publishRefresh(
        bytes32 id,
        uint64 ceremony,
        uint64 epoch,
        uint64 revision,
        bytes calldata verificationShares,
        bytes32 dkgHash,
        bytes[] calldata signatures
    ) external {
        Authority storage registered = _registered(id);
        _requireOpenable(id, epoch);
        EpochKey storage refreshed = epochKey[id][epoch];
        if (revision != refreshed.revision + 1) revert RevisionNotNext(refreshed.revision, revision);
        bytes32 sharesHash = _sharesHash(registered, verificationShares);
        _requireSignedByAll(
            registered,
            keccak256(abi.encode(REFRESH_TYPEHASH, id, ceremony, epoch, revision, sharesHash, dkgHash)),
            signatures
        );

        refreshed.revision = revision;
        refreshed.sharesHash = sharesHash;
        emit EpochRefreshed(id, epoch, revision, verificationShares, dkgHash);
        _ceremonyPublished(id, ceremony, epoch);
    }

    /// @inheritdoc IOpeningAuthorities
    function replaceTrustee(
        bytes32 id,
        uint16 index,
        address replacement,
        uint16[] calldata signers,
        bytes[] calldata signatures
    ) external {
        Authority storage registered = _registered(id);
        uint256 count = registered.trustees.length;
        if (index == 0 || index > count) revert UnknownTrustee(index);
        if (replacement == address(0)) revert InvalidTrustee(replacement);
        for (uint256 i = 0; i < count; i++) {
            if (registered.trustees[i] == replacement) revert InvalidTrustee(replacement);
        }
        if (signers.length < registered.threshold) revert NotEnoughSigners(signers.length, registered.threshold);
        if (signatures.length != signers.length) revert SignatureCount(signatures.length, signers.length);
        uint64 nonce = registered.replacements;
        _requireSignedBy(
            registered, keccak256(abi.encode(REPLACEMENT_TYPEHASH, id, index, replacement, nonce)), signers, signatures
        );

        address replaced = registered.trustees[index - 1];
        registered.trustees[index - 1] = replacement;
        registered.replacements = nonce + 1;
        emit TrusteeReplaced(id, index, replaced, replacement, nonce);
        _ceremonyOvertaken(id);
    }

    /// @inheritdoc IOpeningAuthorities
    function checkIn(bytes32 id, uint16 index) external {
        _requireTrustee(id, index);
        emit TrusteeSeen(id, index);
    }

    /// @inheritdoc IOpeningAuthorities
    function attestDestroyed(bytes32 id, uint64 epoch, uint16 index) external {
        _requireTrustee(id, index);
        EpochKey storage retired = epochKey[id][epoch];
        if (retired.publishedAt == 0) revert UnknownEpoch(epoch);
        if (!_isOver(id, epoch)) revert EpochNotRetired(epoch);
        if (retired.destroyed & _bit(index) != 0) revert AlreadyAttested(epoch, index);

        retired.destroyed |= _bit(index);
        emit SharesDestroyed(id, epoch, index);
    }

    /// @inheritdoc IOpeningAuthorities
    function authority(bytes32 id)
        external
        view
        returns (address registrar, uint16 threshold, uint64 epoch, string memory name)
    {
        Authority storage found = _authorities[id];
        return (found.registrar, found.threshold, found.epoch, found.name);
    }

    /// @inheritdoc IOpeningAuthorities
    function rules(bytes32 id) external view returns (Rules memory) {
        return _authorities[id].rules;
    }

    /// @inheritdoc IOpeningAuthorities
    function trustees(bytes32 id) external view returns (address[] memory) {
        return _authorities[id].trustees;
    }

    /// @inheritdoc IOpeningAuthorities
    function replacements(bytes32 id) external view returns (uint64) {
        return _authorities[id].replacements;
    }

    /// @inheritdoc IOpeningAuthorities
    function authorityId(address registrar, bytes32 salt) public view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), registrar, salt));
    }

    /// @dev The key or the shares of `epoch` are published: their ceremony is over. Reverts where it was over before.
    function _ceremonyPublished(bytes32 id, uint64 ceremony, uint64 epoch) internal virtual;

    /// @dev The trustees are no longer those who began: a ceremony under way is over.
    function _ceremonyOvertaken(bytes32 id) internal virtual;

    function _registered(bytes32 id) internal view returns (Authority storage registered) {
        registered = _authorities[id];
        if (registered.registrar == address(0)) revert UnknownAuthority(id);
    }

    /// @dev Returns how many trustees there are.
    function _requireTrustee(bytes32 id, uint256 index) internal view returns (uint256 count) {
        address[] storage people = _authorities[id].trustees;
        count = people.length;
        if (index == 0 || index > count || people[index - 1] != msg.sender) revert NotTrustee(msg.sender, index);
    }

    function _requireOpenable(bytes32 id, uint64 epoch) internal view {
        if (epochKey[id][epoch].publishedAt == 0) revert UnknownEpoch(epoch);
        if (_isRetired(id, epoch)) revert EpochRetired(epoch);
    }

    /// @dev The bit of trustee `index` (from 1) in the votes and the like.
    function _bit(uint256 index) internal pure returns (uint64) {
        return uint64(1 << (index - 1));
    }

    function _isRetired(bytes32 id, uint64 epoch) private view returns (bool) {
        return _isPast(id, epoch, _authorities[id].rules.retention);
    }

    /// @dev Nobody can ask for an opening, and what was asked for in the last moment has expired.
    function _isOver(bytes32 id, uint64 epoch) private view returns (bool) {
        Rules storage due = _authorities[id].rules;
        return _isPast(id, epoch, uint256(due.retention) + due.delay + due.lifetime);
    }

    /// @dev The next epoch was published more than `time` ago.
    function _isPast(bytes32 id, uint64 epoch, uint256 time) private view returns (bool) {
        uint256 nextAt = epochKey[id][epoch + 1].publishedAt;
        return nextAt != 0 && block.timestamp > nextAt + time;
    }

    function _sharesHash(Authority storage registered, bytes calldata verificationShares)
        private
        view
        returns (bytes32)
    {
        uint256 count = registered.trustees.length;
        if (verificationShares.length != POINT_BYTES * count) revert InvalidShares(verificationShares.length, count);
        return keccak256(verificationShares);
    }

    function _requireSignedByAll(Authority storage registered, bytes32 message, bytes[] calldata signatures)
        private
        view
    {
        uint256 count = registered.trustees.length;
        if (signatures.length != count) revert SignatureCount(signatures.length, count);
        bytes32 digest = _hashTypedDataV4(message);
        for (uint256 i = 0; i < count; i++) {
            _requireSignature(registered.trustees[i], digest, signatures[i]);
        }
    }

    function _requireSignedBy(
        Authority storage registered,
        bytes32 message,
        uint16[] calldata signers,
        bytes[] calldata signatures
    ) private view {
        bytes32 digest = _hashTypedDataV4(message);
        uint256 last = 0;
        for (uint256 i = 0; i < signers.length; i++) {
            uint256 index = signers[i];
            if (index <= last || index > registered.trustees.length) revert SignersNotAscending(index);
            last = index;
            _requireSignature(registered.trustees[index - 1], digest, signatures[i]);
        }
    }

    function _requireSignature(address trustee, bytes32 digest, bytes calldata signature) private pure {
        if (ECDSA.recover(digest, signature) != trustee) revert NotSignedBy(trustee);
    }
}
