// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IOpeningCeremonies} from "./interfaces/IOpeningCeremonies.sol";
import {OpeningAuthorities} from "./OpeningAuthorities.sol";

/// @title Ceremonies: the trustees' broadcast channel
/// @notice See IOpeningCeremonies, which says what each function does, emits and refuses.
abstract contract OpeningCeremonies is OpeningAuthorities, IOpeningCeremonies {
    struct Ceremony {
        uint64 number;
        uint64 epoch;
        bool underWay;
    }

    uint8 private constant COMMIT = 1;
    uint8 private constant REVEAL = 2;
    uint8 private constant CONFIRM = 4;
    uint256 private constant HASH_BYTES = 32;
    uint256 private constant SIGNATURE_BYTES = 65;

    /// @inheritdoc IOpeningCeremonies
    uint256 public constant MAX_MESSAGE_BYTES = 32_768;

    /// @inheritdoc IOpeningCeremonies
    mapping(bytes32 id => Ceremony) public newestCeremony;

    /// @dev Who spoke in each round: rounds 1 to 4 from the lowest bits, 64 bits a round, one word in all.
    mapping(bytes32 id => mapping(uint64 ceremony => uint256)) private _spoke;

    mapping(bytes32 id => mapping(uint64 ceremony => mapping(uint16 index => bytes32))) private _commitments;

    /// @inheritdoc IOpeningCeremonies
    function beginCeremony(bytes32 id, uint64 epoch, uint16 index) external returns (uint64 ceremony) {
        _requireTrustee(id, index);
        Ceremony storage newest = newestCeremony[id];
        if (newest.underWay) revert CeremonyUnderWay(newest.number);
        if (epoch != _authorities[id].epoch + 1) _requireOpenable(id, epoch);

        ceremony = newest.number + 1;
        newestCeremony[id] = Ceremony(ceremony, epoch, true);
        emit CeremonyBegun(id, ceremony, epoch, index);
    }

    /// @inheritdoc IOpeningCeremonies
    function broadcast(bytes32 id, uint64 ceremony, uint8 round, uint16 index, bytes calldata message) external {
        uint256 count = _requireTrustee(id, index);
        _requireUnderWay(id, ceremony);
        _requireRound(id, ceremony, round, index, count);

        if (round == COMMIT) {
            if (message.length != HASH_BYTES) revert MessageSize(message.length);
            _commitments[id][ceremony][index] = bytes32(message);
        } else if (round == CONFIRM) {
            if (message.length != SIGNATURE_BYTES) revert MessageSize(message.length);
        } else {
            if (message.length == 0 || message.length > MAX_MESSAGE_BYTES) revert MessageSize(message.length);
            if (round == REVEAL && sha256(message) != _commitments[id][ceremony][index]) revert RevealDiffers(index);
        }
        emit Broadcast(id, ceremony, round, index, message);
    }

    /// @inheritdoc IOpeningCeremonies
    function abortCeremony(bytes32 id, uint64 ceremony, uint16 index, uint16 accused, bytes calldata evidence)
        external
    {
        uint256 count = _requireTrustee(id, index);
        _requireUnderWay(id, ceremony);
        if (accused > count) revert UnknownTrustee(accused);
        if (evidence.length > MAX_MESSAGE_BYTES) revert MessageSize(evidence.length);

        newestCeremony[id].underWay = false;
        emit CeremonyAborted(id, ceremony, index, accused, evidence);
    }

    function _ceremonyPublished(bytes32 id, uint64 ceremony, uint64 epoch) internal override {
        Ceremony storage newest = newestCeremony[id];
        // What was made outside a ceremony counts until the first one begins. Later it could be anybody's old word.
        if (ceremony == 0 && newest.number == 0) return;
        if (!newest.underWay || newest.number != ceremony || newest.epoch != epoch) {
            revert CeremonyNotUnderWay(ceremony);
        }
        newest.underWay = false;
        emit CeremonyPublished(id, ceremony);
    }

    function _ceremonyOvertaken(bytes32 id) internal override {
        Ceremony storage newest = newestCeremony[id];
        if (!newest.underWay) return;
        newest.underWay = false;
        emit CeremonyAborted(id, newest.number, 0, 0, "");
    }

    /// @dev Notes that the trustee speaks in this round, which is open when the round before is complete.
    function _requireRound(bytes32 id, uint64 ceremony, uint256 round, uint256 index, uint256 count) private {
        if (round < COMMIT || round > CONFIRM) revert RoundNotOpen(round);
        uint256 spoke = _spoke[id][ceremony];
        uint256 shift = (round - 1) * 64;
        uint256 everybody = (1 << count) - 1;
        if (round > COMMIT && uint64(spoke >> (shift - 64)) != everybody) revert RoundNotOpen(round);
        uint256 bit = uint256(_bit(index)) << shift;
        if (spoke & bit != 0) revert AlreadyBroadcast(round, index);
        _spoke[id][ceremony] = spoke | bit;
    }

    function _requireUnderWay(bytes32 id, uint64 ceremony) private view {
        Ceremony storage newest = newestCeremony[id];
        if (!newest.underWay || newest.number != ceremony) revert CeremonyNotUnderWay(ceremony);
    }
}
