// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {OpeningRegistry} from "../src/OpeningRegistry.sol";
import {IOpeningAuthorities} from "../src/interfaces/IOpeningAuthorities.sol";
import {IOpeningRequests} from "../src/interfaces/IOpeningRequests.sol";
import {EpochSigning} from "./support/EpochSigning.sol";

/// @title Two authorities, two requesters, trustees who vote when they may and when they may not, and time
/// @dev The books are kept apart from the contract: who asked when, who voted how, what the results are.
contract Openings is EpochSigning {
    uint16 public constant COUNT = 5;
    uint16 public constant THRESHOLD = 3;
    uint32 private constant DELAY = 60;
    uint32 private constant LIFETIME = 1_000;
    uint16 private constant QUOTA = 2;
    uint32 private constant PERIOD = 2_000;
    uint256 private constant REQUESTERS = 2;

    OpeningRegistry private immutable registry;
    bytes32[2] private ids;
    address[COUNT] private people;

    bytes32[] public requests;
    mapping(bytes32 requestId => uint256) public askedAt;
    mapping(bytes32 requestId => mapping(uint16 index => bool)) public hasVoted;
    mapping(bytes32 requestId => uint256) public approvals;
    mapping(bytes32 requestId => bytes32) private authorityOf;
    /// Who approved any request of a presentation since it was opened last.
    mapping(bytes32 id => mapping(uint16 index => bool)) private approvedAny;
    mapping(bytes32 id => uint256) private anyApprovals;
    uint256 public keptApart;
    mapping(bytes32 requestId => bytes32) public resultOf;
    mapping(bytes32 id => mapping(address requester => mapping(uint256 period => uint256))) private asked;

    uint256 public opened;
    uint256 public refused;
    string public violation;

    constructor(OpeningRegistry registry_) {
        registry = registry_;
        vm.warp(1_800_000_000);
        address[] memory trustees = new address[](COUNT);
        uint256[COUNT] memory keys;
        for (uint256 i = 0; i < COUNT; i++) {
            keys[i] = uint256(keccak256(abi.encode("trustee", i)));
            trustees[i] = people[i] = vm.addr(keys[i]);
        }
        IOpeningAuthorities.Rules memory rules = IOpeningAuthorities.Rules(DELAY, LIFETIME, QUOTA, PERIOD, 1 days);
        for (uint256 a = 0; a < 2; a++) {
            ids[a] = registry_.registerAuthority(bytes32(a), trustees, THRESHOLD, "Oversight", rules);
            Epoch memory epoch = Epoch(ids[a], 0, 1, _point("key"), _points(COUNT), "dkg");
            bytes[] memory signatures = new bytes[](COUNT);
            for (uint256 i = 0; i < COUNT; i++) {
                signatures[i] = _signDigest(keys[i], _digest(epoch, block.chainid, address(registry_)));
            }
            registry_.publishEpoch(ids[a], 0, 1, epoch.key, epoch.shares, "dkg", signatures);
        }
    }

    function ask(uint8 which, uint8 who, uint8 basis) external {
        _ask(ids[which % 2], _requester(who), basis);
    }

    /// One presentation for each authority, so that requests about the same one meet.
    function _ask(bytes32 id, address requester, uint256 basis) private {
        uint256 used = asked[id][requester][block.timestamp / PERIOD];
        vm.prank(requester);
        try registry.request(id, 1, "presentation", bytes32(basis), "key", "answer") returns (bytes32 made) {
            authorityOf[made] = id;
            if (askedAt[made] != 0) violation = "the same request twice";
            if (used >= QUOTA) violation = "a request beyond the quota";
            asked[id][requester][block.timestamp / PERIOD]++;
            askedAt[made] = block.timestamp;
            requests.push(made);
        } catch {
            refused++;
        }
    }

    /// Trustee i goes to vote when bit i - 1 of `who` is set, and refuses once in four times.
    function vote(uint256 which, uint8 who, uint16 noes) external {
        if (requests.length == 0) return;
        bytes32 requestId = _recent(which);
        for (uint16 index = 1; index <= COUNT; index++) {
            if (who & (1 << (index - 1)) != 0) _vote(requestId, index, (noes >> (2 * index)) % 4 != 0);
        }
    }

    /// Two more ask, and trustees divide themselves between them: together they would open what neither of them may.
    function divide(uint8 which) external {
        bytes32 id = ids[which % 2];
        for (uint160 i = 0; i < 2; i++) {
            _ask(id, address(0x2000 + uint160(requests.length)), 0);
        }
        vm.warp(block.timestamp + DELAY);
        for (uint16 index = 1; index <= COUNT; index++) {
            _vote(requests[requests.length - 1 - index % 2], index, true);
        }
    }

    function _vote(bytes32 requestId, uint16 index, bool approves) private {
        uint256 age = block.timestamp - askedAt[requestId];
        vm.prank(people[index - 1]);
        (bool taken,) = address(registry)
            .call(
                approves
                    ? abi.encodeCall(registry.approve, (requestId, index, "partial"))
                    : abi.encodeCall(registry.refuse, (requestId, index, "reason"))
            );
        bool rightful = !hasVoted[requestId][index] && resultOf[requestId] == 0 && age < uint256(DELAY) + LIFETIME
            && (!approves || (age >= DELAY && _isOneRequests(requestId, index)));
        if (taken && approves && age < DELAY) violation = "an approval before the delay was over";
        if (taken && age >= uint256(DELAY) + LIFETIME) violation = "a vote after the request had expired";
        if (taken && hasVoted[requestId][index]) violation = "a second vote of one place";
        if (taken != rightful && bytes(violation).length == 0) violation = "a vote that the books do not explain";
        if (!taken) {
            refused++;
            return;
        }
        hasVoted[requestId][index] = true;
        if (approves) _noteApproval(requestId, index);
    }

    /// As the books have it: nothing that would first open a presentation by approvals of several requests. What
    /// counts begins anew when a presentation is opened.
    function _isOneRequests(bytes32 requestId, uint16 index) private returns (bool) {
        bytes32 id = authorityOf[requestId];
        uint256 together = anyApprovals[id] + (approvedAny[id][index] ? 0 : 1);
        if (together < THRESHOLD || approvals[requestId] + 1 >= THRESHOLD) return true;
        keptApart++;
        return false;
    }

    function _noteApproval(bytes32 requestId, uint16 index) private {
        bytes32 id = authorityOf[requestId];
        approvals[requestId]++;
        if (approvals[requestId] > THRESHOLD) return;
        if (!approvedAny[id][index]) anyApprovals[id]++;
        approvedAny[id][index] = true;
        if (approvals[requestId] < THRESHOLD) {
            if (anyApprovals[id] >= THRESHOLD) violation = "opened by approvals of several requests";
            return;
        }
        for (uint16 i = 1; i <= COUNT; i++) {
            approvedAny[id][i] = false;
        }
        anyApprovals[id] = 0;
    }

    /// Everybody who has not voted approves, and the requester closes: at random hardly anything would be opened.
    function agree(uint256 which, bytes32 resultHash) external {
        if (requests.length == 0) return;
        bytes32 requestId = _recent(which);
        for (uint16 index = 1; index <= COUNT; index++) {
            _vote(requestId, index, true);
        }
        _close(requestId, 1, resultHash);
    }

    function close(uint256 which, uint8 who, bytes32 resultHash) external {
        if (requests.length > 0) _close(_recent(which), who, resultHash);
    }

    function _close(bytes32 requestId, uint8 who, bytes32 resultHash) private {
        // Mostly the requester tries: otherwise hardly anything would be closed.
        address sender = who % 4 == 0 ? _requester(who) : registry.openingRequest(requestId).requester;
        vm.prank(sender);
        try registry.close(requestId, resultHash) {
            if (approvals[requestId] < THRESHOLD) violation = "a result without a threshold of approvals";
            if (resultOf[requestId] != 0) violation = "a second result of one request";
            if (registry.openingRequest(requestId).requester != sender) violation = "closed by somebody else";
            resultOf[requestId] = resultHash;
            opened++;
        } catch {
            refused++;
        }
    }

    function wait(uint16 seconds_) external {
        vm.warp(block.timestamp + seconds_ % 120);
    }

    function count() external view returns (uint256) {
        return requests.length;
    }

    function _requester(uint256 who) private pure returns (address) {
        return address(uint160(0x1000 + who % REQUESTERS));
    }

    /// One of the last four: votes on the first of hundreds would say little.
    function _recent(uint256 which) private view returns (bytes32) {
        uint256 last = requests.length < 4 ? requests.length : 4;
        return requests[requests.length - 1 - which % last];
    }
}

/// forge-config: default.invariant.depth = 192
contract OpeningRequestsInvariantTest {
    OpeningRegistry private registry;
    Openings private openings;

    function setUp() public {
        registry = new OpeningRegistry();
        openings = new Openings(registry);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(openings);
    }

    function invariant_delay_expiry_quota_and_one_vote_a_place_hold() external view {
        require(bytes(openings.violation()).length == 0, openings.violation());
    }

    function invariant_nothing_is_closed_without_a_threshold_and_a_result_never_changes() external view {
        uint256 count = openings.count();
        // After each call the newest, which alone are voted on; all of them would be read thousands of times.
        for (uint256 i = count < 6 ? 0 : count - 6; i < count; i++) {
            bytes32 requestId = openings.requests(i);
            IOpeningRequests.OpeningRequest memory found = registry.openingRequest(requestId);
            uint256 approvals = 0;
            for (uint16 index = 1; index <= openings.COUNT(); index++) {
                bool approved = found.approvedBy & (1 << (index - 1)) != 0;
                bool voted = approved || found.refusedBy & (1 << (index - 1)) != 0;
                require(voted == openings.hasVoted(requestId, index), "votes differ from the books");
                if (approved) approvals++;
            }
            require(found.approvedBy & found.refusedBy == 0, "a place that voted both ways");
            require(approvals == openings.approvals(requestId), "approvals differ from the books");
            require(found.resultHash == openings.resultOf(requestId), "a result changed");
            require(found.resultHash == 0 || approvals >= openings.THRESHOLD(), "closed without a threshold");
        }
    }

    /// Requests that nobody grants, or everybody, prove nothing.
    function afterInvariant() external view {
        require(openings.opened() > 0 && openings.refused() > 0, "both outcomes were not exercised");
        require(openings.keptApart() > 0, "no approvals of several requests met");
    }
}
