// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IOpeningRequests} from "./interfaces/IOpeningRequests.sol";
import {OpeningAuthorities} from "./OpeningAuthorities.sol";

/// @title Requests to open a presentation, the trustees' votes, and results
/// @notice See IOpeningRequests, which says what each function does, emits and refuses.
abstract contract OpeningRequests is OpeningAuthorities, IOpeningRequests {
    /// @dev The period is the newest in which the requester asked; one word for each requester.
    struct Quota {
        uint64 period;
        uint64 used;
    }

    uint256 private constant MAX_ANSWER_BYTES = 256;

    mapping(bytes32 requestId => OpeningRequest) private _requests;

    mapping(bytes32 id => mapping(address requester => Quota)) private _quotas;

    /// @dev Who approved any request about a presentation, until one of them has a threshold. Its key is
    /// keccak256(abi.encode(authority, presentation)).
    mapping(bytes32 opened => uint64) private _approvedAnywhere;

    /// @inheritdoc IOpeningRequests
    function request(
        bytes32 id,
        uint64 epoch,
        bytes32 presentationId,
        bytes32 basisHash,
        bytes32 requesterKey,
        string calldata answerTo
    ) external returns (bytes32 requestId) {
        if (bytes(answerTo).length == 0 || bytes(answerTo).length > MAX_ANSWER_BYTES) {
            revert AnswerSize(bytes(answerTo).length);
        }
        _requireOpenable(id, epoch);
        requestId =
            keccak256(abi.encode(block.chainid, address(this), id, epoch, msg.sender, presentationId, basisHash));
        OpeningRequest storage made = _requests[requestId];
        if (made.requester != address(0)) revert AlreadyRequested(requestId);
        Rules memory due = _authorities[id].rules;
        _useQuota(id, due);

        made.requester = msg.sender;
        made.epoch = epoch;
        made.authority = id;
        made.presentationId = presentationId;
        // The additions cannot overflow: times in a block are below 2^64 by far, the rules are below 2^32.
        made.opensAt = uint64(block.timestamp) + due.delay;
        made.expiresAt = made.opensAt + due.lifetime;
        emit OpeningRequested(
            requestId,
            id,
            msg.sender,
            epoch,
            presentationId,
            basisHash,
            requesterKey,
            answerTo,
            made.opensAt,
            made.expiresAt
        );
    }

    /// @inheritdoc IOpeningRequests
    function approve(bytes32 requestId, uint16 index, bytes32 partialHash) external {
        OpeningRequest storage asked = _requireVote(requestId, index);
        if (block.timestamp < asked.opensAt) revert NotYetOpen(asked.opensAt);

        uint64 approvedBy = asked.approvedBy | _bit(index);
        uint256 approvals = _count(approvedBy);
        _requireOneRequest(asked, approvedBy, approvals, index);
        asked.approvedBy = approvedBy;
        emit OpeningApproved(requestId, msg.sender, index, partialHash, approvals);
    }

    /// @inheritdoc IOpeningRequests
    function refuse(bytes32 requestId, uint16 index, bytes32 reasonHash) external {
        OpeningRequest storage asked = _requireVote(requestId, index);

        asked.refusedBy |= _bit(index);
        emit OpeningRefused(requestId, msg.sender, index, reasonHash);
    }

    /// @inheritdoc IOpeningRequests
    function close(bytes32 requestId, bytes32 resultHash) external {
        OpeningRequest storage asked = _requests[requestId];
        if (asked.requester == address(0)) revert UnknownRequest(requestId);
        if (asked.requester != msg.sender) revert NotRequester(msg.sender);
        if (asked.resultHash != 0) revert AlreadyClosed(requestId);
        uint256 approvals = _count(asked.approvedBy);
        uint256 threshold = _authorities[asked.authority].threshold;
        if (approvals < threshold) revert NotEnoughApprovals(approvals, threshold);
        if (resultHash == 0) revert EmptyResult();

        asked.resultHash = resultHash;
        emit OpeningClosed(requestId, resultHash);
    }

    /// @inheritdoc IOpeningRequests
    function openingRequest(bytes32 requestId) external view returns (OpeningRequest memory) {
        return _requests[requestId];
    }

    function _useQuota(bytes32 id, Rules memory due) private {
        Quota storage quota = _quotas[id][msg.sender];
        uint64 period = uint64(block.timestamp / due.quotaPeriod);
        uint64 used = quota.period == period ? quota.used : 0;
        if (used >= due.quota) revert QuotaUsedUp(msg.sender, (uint256(period) + 1) * due.quotaPeriod);
        _quotas[id][msg.sender] = Quota(period, used + 1);
    }

    /// @dev A partial decryption is the same in every request about a presentation: what trustees approved in several
    /// would open it together. So whoever would complete a threshold of them all must complete one of this request.
    function _requireOneRequest(OpeningRequest storage asked, uint64 approvedBy, uint256 approvals, uint256 index)
        private
    {
        uint256 threshold = _authorities[asked.authority].threshold;
        // It is open: one more approval opens nothing.
        if (approvals > threshold) return;
        bytes32 opened = keccak256(abi.encode(asked.authority, asked.presentationId));
        if (approvals == threshold) {
            delete _approvedAnywhere[opened];
            return;
        }
        uint64 anywhere = _approvedAnywhere[opened] | _bit(index);
        if (_count(anywhere) >= threshold) revert ApprovedElsewhere(anywhere & ~approvedBy);
        _approvedAnywhere[opened] = anywhere;
    }

    /// @dev The sender is the trustee, the request open for votes, and this vote the first of its place.
    function _requireVote(bytes32 requestId, uint256 index) private view returns (OpeningRequest storage asked) {
        asked = _requests[requestId];
        if (asked.requester == address(0)) revert UnknownRequest(requestId);
        _requireTrustee(asked.authority, index);
        if (block.timestamp >= asked.expiresAt) revert RequestExpired(asked.expiresAt);
        if (asked.resultHash != 0) revert AlreadyClosed(requestId);
        if ((asked.approvedBy | asked.refusedBy) & _bit(index) != 0) revert AlreadyVoted(index);
    }

    /// @dev How many bits are set.
    function _count(uint64 votes) private pure returns (uint256 count) {
        for (; votes != 0; votes &= votes - 1) {
            count++;
        }
    }
}
