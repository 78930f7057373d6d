/** Who is in the room, by the node that served the page: whom one can pay by name, the room's clock, and whether this phone's name is still its own. */
import { getJson, post } from '../api.js';
import { deadline } from '../deadline.js';

/** Milliseconds that one look may take. */
const LONGEST = 10_000;
/** Milliseconds after which a name that another phone had is asked for again: that phone may be gone. */
const NAME_AGAIN = 60_000;
const TAKEN = 409;

export class Room {
  people = [];
  nodes = [];
  /** The name that the node has for this device. */
  mine;
  /** Seconds that this phone's clock is ahead of the room's. */
  clock = 0;
  /** When the node last said that another phone has the name, by this phone's clock; undefined if it didn't. */
  #taken;
  #looking;
  #get;
  #post;

  constructor({ get = getJson, say = post } = {}) {
    this.#get = get;
    this.#post = say;
  }

  /** Whether another phone has the name that this one's owner chose. */
  get isNameTaken() {
    return this.#taken !== undefined;
  }

  /** Everybody who can be paid by name but oneself: the room's people, and the nodes. */
  get payees() {
    return [...this.people.filter(person => person.name !== this.mine).map(person => ({ ...person, index: -1 })), ...this.nodes];
  }

  /** Takes what the node says of people. */
  hear({ people, nodes, mine }) {
    this.people = people;
    this.nodes = nodes;
    this.mine = mine;
  }

  /** The name is this phone's: its owner chose another one, or there is none. */
  clearName() {
    this.#taken = undefined;
  }

  /**
   * Looks who is there, and says again under which address this phone's name is paid, if the node has another one; `own` is `{name, address}`, with no
   * name or no address yet where there is none. `more(signal)` is asked as well. One look at a time, which ends by itself: on a slow line they would else pile up.
   */
  look(own, more = () => {}) {
    this.#looking ??= this.#lookOnce(own, more).finally(() => { this.#looking = undefined; });
    return this.#looking;
  }

  async #lookOnce({ name, address }, more) {
    const signal = deadline(LONGEST);
    const answer = await this.#get('/people', signal);
    this.hear(answer);
    this.clock = (Date.now() - answer.time) / 1000;
    const known = this.people.find(person => person.name === this.mine);
    const mayAsk = this.#taken === undefined || Date.now() - this.#taken >= NAME_AGAIN;
    if (name !== '' && address && known?.address !== address && mayAsk) await this.say(name, address, signal);
    await more(signal);
  }

  /** Tells the room the address behind the name. */
  async say(name, address, signal) {
    try {
      this.hear(await this.#post('/people', { name, address }, signal));
      this.#taken = undefined;
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      if (problem.status === TAKEN) this.#taken = Date.now(); // without the node the name waits for the next time
    }
  }
}
